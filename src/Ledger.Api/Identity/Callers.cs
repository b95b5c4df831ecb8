using System.Globalization;
using System.Security.Claims;
using Ledger.Api.Http;
using Ledger.Foundation;
using Microsoft.AspNetCore.Components.Endpoints;

namespace Ledger.Api.Identity;

/// <summary>
/// Turns what a request proved into a <see cref="Caller"/>: the person as stored now (so that a role, a lock or a changed
/// password counts at once, whatever the token says), and the company chosen.
/// </summary>
internal sealed class Callers(LedgerDatabase database)
{
    /// <summary>The claim of the security stamp: a token made before a change of password is refused.</summary>
    public const string StampClaim = "ledger.stamp";

    /// <summary>The claim of the company chosen at sign-in.</summary>
    public const string CompanyClaim = "ledger.company";

    /// <summary>The claim of the designer's window a token was given to: a random id that stays the same when the token is renewed.</summary>
    public const string EditorClaim = "ledger.editor";

    /// <summary>Runs between authentication and authorisation.</summary>
    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        if (http.User.Identity?.IsAuthenticated == true)
        {
            if (await FindAsync(http.User, http.Request.Headers[Caller.CompanyHeader].ToString()) is { } caller)
            {
                RefuseForgery(http);
                http.Features.Set(caller);
                http.User = new ClaimsPrincipal(new ClaimsIdentity(
                    [
                        new Claim(ClaimTypes.NameIdentifier, caller.UserId.ToString(CultureInfo.InvariantCulture)),
                        new Claim(ClaimTypes.Name, caller.UserName),
                        .. caller.Roles.Select(r => new Claim(ClaimTypes.Role, r)),
                        // An open page asks with these whether the session still stands.
                        .. http.User.FindAll(StampClaim),
                        .. caller.CompanyId is { } id ? [new Claim(CompanyClaim, id.ToString(CultureInfo.InvariantCulture))] : Array.Empty<Claim>(),
                    ],
                    http.User.Identity.AuthenticationType));
            }
            else
            {
                http.User = new ClaimsPrincipal(new ClaimsIdentity());
            }
        }

        CultureInfo.CurrentUICulture = Language.Of(http);
        if (IsPage(http))
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture; // the circuit takes it over, and with it numbers and dates
        }

        await next(http);
    }

    /// <summary>The caller for proven claims; null when the person is gone, locked out of the system, or changed the password since.</summary>
    public async Task<Caller?> FindAsync(ClaimsPrincipal principal, string? company)
    {
        if (!long.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), CultureInfo.InvariantCulture, out var userId))
        {
            return null;
        }

        var people = await database.QueryAsync(
            "select user_name, display_name, culture, security_stamp from users where id = $1 and is_active",
            row => (Name: row.GetString(0), Display: row.GetString(1), Culture: row.IsDBNull(2) ? null : row.GetString(2),
                Stamp: row.IsDBNull(3) ? null : row.GetString(3)),
            userId);
        if (people.Count == 0 || (principal.FindFirstValue(StampClaim) is { } stamp && stamp != people[0].Stamp))
        {
            return null;
        }

        var companies = await CompaniesOfAsync(userId);
        var chosen = Choose(companies, company, principal.FindFirstValue(CompanyClaim));
        return new Caller(
            userId, people[0].Name, people[0].Display, people[0].Culture, chosen?.Id, chosen?.Name, chosen?.Roles ?? [], companies)
        {
            Editor = principal.FindFirstValue(EditorClaim),
        };
    }

    /// <summary>Whether a person who was let in some time ago may still do what <paramref name="policy"/> says, in the same company.</summary>
    public async Task<bool> StillMayAsync(Caller caller, string policy)
    {
        var active = await database.QueryAsync("select 1 from users where id = $1 and is_active", _ => true, caller.UserId);
        return active.Count > 0 && (await CompaniesOfAsync(caller.UserId))
            .Any(c => c.Id == caller.CompanyId && c.Roles.Any(Policies.RolesOf[policy].Contains));
    }

    private async Task<IReadOnlyList<CompanyAccess>> CompaniesOfAsync(long userId)
    {
        var rows = await database.QueryAsync(
            """
            select c.id, c.rut, c.name, r.role from user_roles r join companies c on c.id = r.company_id
            where r.user_id = $1 order by c.name, c.id, r.role
            """,
            row => (Id: row.GetInt64(0), Rut: row.GetString(1), Name: row.GetString(2), Role: row.GetString(3)),
            userId);
        return [.. rows.GroupBy(r => r.Id).Select(g => new CompanyAccess(g.Key, g.First().Rut, g.First().Name, [.. g.Select(r => r.Role)]))];
    }

    private static CompanyAccess? Choose(IReadOnlyList<CompanyAccess> companies, string? wanted, string? atSignIn)
    {
        if (!string.IsNullOrEmpty(wanted))
        {
            return companies.FirstOrDefault(c => IsNamed(c, wanted)) ?? throw new RequestRefusedException(
                403, "auth.company-forbidden", $"The person has no role in the company {wanted}.", wanted)
            { Field = Caller.CompanyHeader };
        }

        return companies.FirstOrDefault(c => atSignIn is not null && IsNamed(c, atSignIn))
            ?? (companies.Count == 1 ? companies[0] : null);
    }

    private static bool IsNamed(CompanyAccess company, string name) =>
        company.Id.ToString(CultureInfo.InvariantCulture) == name || company.Rut.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static bool IsPage(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null || http.Request.Path.StartsWithSegments("/_blazor");

    // A cookie travels by itself; a header of our own does not, and other sites cannot add it without a permission
    // (CORS) that this server never gives.
    private static void RefuseForgery(HttpContext http)
    {
        var method = http.Request.Method;
        if (http.User.Identity?.AuthenticationType == AuthSchemes.Cookie
            && !(HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method))
            && !http.Request.Headers.ContainsKey("X-Requested-With")
            // A closing page says so by a beacon, which has no headers; without the secret name of its circuit it does nothing.
            && http.Request.Path != "/_blazor/disconnect")
        {
            throw new RequestRefusedException(403, "auth.forgery-header-missing", "The header X-Requested-With is missing.");
        }
    }
}
