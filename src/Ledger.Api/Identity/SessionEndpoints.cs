using System.Globalization;
using System.Security.Claims;
using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Users;
using Ledger.Foundation;
using Microsoft.AspNetCore.Authentication;

namespace Ledger.Api.Identity;

/// <summary>What a person changes about the own session: the language and the company.</summary>
internal static class SessionEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/auth").WithTags("auth");
        group.MapPost("/language", SetLanguageAsync).RequireAuthorization(Policies.SignedIn)
            .WithSummary("Chooses es or en: for this browser by a cookie, and for mails and browsers of another language by the person's setting.");
        group.MapPost("/company", SetCompanyAsync).RequireAuthorization(Policies.SignedIn)
            .WithSummary("Goes on in another company of the person: a new cookie, for callers that have one.");
    }

    private static async Task<Answer<Done>> SetLanguageAsync(LanguageChoice choice, Caller caller, HttpContext http, LedgerDatabase database)
    {
        var language = Language.Find(choice.Language)?.TwoLetterISOLanguageName
            ?? throw new RequestRefusedException(400, "auth.language-unknown", $"{choice.Language} is neither es nor en.", choice.Language) { Field = "language" };
        await database.WriteAsync(
            new Actor(caller.CompanyId ?? 0, caller.UserId, caller.UserName),
            session => new UserService(session).SetCultureAsync(caller.UserId, language));
        http.Response.Cookies.Append(Language.Cookie, language, new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(365),
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            IsEssential = true,
        });
        return new(Done.Value);
    }

    private static async Task<Answer<Done>> SetCompanyAsync(CompanyChoice choice, Caller caller, HttpContext http)
    {
        var company = caller.Companies.FirstOrDefault(c => c.Rut.Equals(choice.Company, StringComparison.OrdinalIgnoreCase)
                || c.Id.ToString(CultureInfo.InvariantCulture) == choice.Company)
            ?? throw new RequestRefusedException(403, "auth.company-forbidden", $"The person has no role in the company {choice.Company}.", choice.Company);
        if (http.User.Identity?.AuthenticationType != AuthSchemes.Cookie)
        {
            throw new RequestRefusedException(403, "auth.session-needed", "Only a session with a cookie has a company to change; others send X-Company.");
        }

        var stamp = http.User.FindFirstValue(Callers.StampClaim) ?? string.Empty;
        await http.SignInAsync(
            AuthSchemes.Cookie, SignIn.Principal(caller.UserId, stamp, company.Rut, AuthSchemes.Cookie), new AuthenticationProperties { IsPersistent = false });
        return new(Done.Value);
    }
}

/// <summary>A language, es or en.</summary>
internal sealed record LanguageChoice(string? Language);

/// <summary>A company, by RUT or key.</summary>
internal sealed record CompanyChoice(string? Company);
