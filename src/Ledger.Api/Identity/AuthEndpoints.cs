using System.Globalization;
using System.Security.Claims;
using Ledger.Api.Http;
using Ledger.Domain.Users;
using Ledger.Foundation;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.Extensions.Options;

namespace Ledger.Api.Identity;

/// <summary>Signing in and out, tokens, who am I.</summary>
internal static class AuthEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/auth").WithTags("auth");
        group.MapPost("/sign-in", SignInAsync).AllowAnonymous().WithSummary("Signs in with a cookie; further unsafe requests need the header X-Requested-With.");
        group.MapPost("/first-password", ExchangePasswordAsync).AllowAnonymous().WithSummary("Changes a password that was made for the person to the own one, and signs in with a cookie.");
        group.MapPost("/token", TokenAsync).AllowAnonymous().Produces<AccessTokenResponse>().WithSummary("Gives a bearer token (1 hour) and a refresh token (14 days).");
        group.MapPost("/refresh", RefreshAsync).AllowAnonymous().Produces<AccessTokenResponse>().WithSummary("Gives a new bearer token for a refresh token.");
        group.MapPost("/sign-out", SignOutAsync).RequireAuthorization(Policies.SignedIn).WithSummary("Ends the cookie's session.");
        group.MapPost("/studio-token", StudioTokenAsync).RequireAuthorization(Policies.SignedIn).WithSummary("Gives the designer a bearer token (10 minutes) for the signed-in person and company.");
        group.MapGet("/me", WhoAmI).RequireAuthorization(Policies.SignedIn).WithSummary("Who is signed in, for which company, with which roles.");
        group.MapPost("/password", ChangePasswordAsync).RequireAuthorization(Policies.SignedIn).WithSummary("Changes one's own password; every token and cookie made before ends.");
    }

    private static async Task<Answer<Done>> SignInAsync(Credentials credentials, SignIn signIn, HttpContext http)
    {
        var principal = await signIn.CheckAsync(AddressOf(http), credentials.UserName, credentials.Password, credentials.Company, AuthSchemes.Cookie);
        await http.SignInAsync(AuthSchemes.Cookie, principal, new AuthenticationProperties { IsPersistent = false });
        return new(Done.Value);
    }

    // Nobody is signed in yet, so the header is asked for here: a form of another site cannot send it.
    private static async Task<Answer<Done>> ExchangePasswordAsync(PasswordExchange exchange, SignIn signIn, HttpContext http)
    {
        if (!http.Request.Headers.ContainsKey("X-Requested-With"))
        {
            throw new RequestRefusedException(403, "auth.forgery-header-missing", "The header X-Requested-With is missing.");
        }

        var principal = await signIn.ExchangeAsync(AddressOf(http), exchange, AuthSchemes.Cookie);
        await http.SignInAsync(AuthSchemes.Cookie, principal, new AuthenticationProperties { IsPersistent = false });
        return new(Done.Value);
    }

    private static async Task<IResult> TokenAsync(Credentials credentials, SignIn signIn, HttpContext http) => TypedResults.SignIn(
        await signIn.CheckAsync(AddressOf(http), credentials.UserName, credentials.Password, credentials.Company, AuthSchemes.Bearer),
        authenticationScheme: AuthSchemes.Bearer);

    private static async Task<IResult> RefreshAsync(
        RefreshToken request, IOptionsMonitor<BearerTokenOptions> options, Callers callers, LedgerDatabase database)
    {
        var ticket = options.Get(AuthSchemes.Bearer).RefreshTokenProtector.Unprotect(request.Token);
        if (ticket?.Properties.ExpiresUtc is not { } expires || database.Clock.GetUtcNow() >= expires
            || await callers.FindAsync(ticket.Principal, null) is null)
        {
            throw new RequestRefusedException(401, "auth.refresh-token", "The refresh token is not valid.");
        }

        return TypedResults.SignIn(ticket.Principal, authenticationScheme: AuthSchemes.Bearer);
    }

    // The studio can send a bearer token but not the header X-Requested-With, without which a cookie changes nothing.
    private static async Task<Answer<StudioToken>> StudioTokenAsync(
        StudioWindow window, Caller caller, LedgerDatabase database, IOptionsMonitor<BearerTokenOptions> options, HttpContext http)
    {
        // Else a token that leaked could be renewed for ever.
        if (http.User.Identity?.AuthenticationType != AuthSchemes.Cookie)
        {
            throw new RequestRefusedException(403, "auth.cookie-needed", "Only the cookie of a page gets this token.");
        }

        var stamp = await database.QueryAsync(
            "select security_stamp from users where id = $1", row => row.IsDBNull(0) ? string.Empty : row.GetString(0), caller.UserId);
        var company = caller.Company.ToString(CultureInfo.InvariantCulture);
        var expires = database.Clock.GetUtcNow() + AuthSchemes.StudioTokenLife;
        var principal = SignIn.Principal(caller.UserId, stamp[0], company, AuthSchemes.Bearer);
        if (!string.IsNullOrEmpty(window.Editor))
        {
            ((ClaimsIdentity)principal.Identity!).AddClaim(new Claim(Callers.EditorClaim, window.Editor));
        }

        var ticket = new AuthenticationTicket(
            principal,
            new AuthenticationProperties { ExpiresUtc = expires },
            AuthSchemes.Bearer + ":AccessToken");
        return new(new StudioToken(options.Get(AuthSchemes.Bearer).BearerTokenProtector.Protect(ticket), (int)AuthSchemes.StudioTokenLife.TotalSeconds));
    }

    private static async Task<Answer<Done>> SignOutAsync(Caller caller, HttpContext http)
    {
        _ = caller;
        await http.SignOutAsync(AuthSchemes.Cookie);
        return new(Done.Value);
    }

    private static Answer<Me> WhoAmI(Caller caller) => new(Me.Of(caller));

    private static async Task<Answer<Done>> ChangePasswordAsync(PasswordChange change, Caller caller, SignIn signIn, HttpContext http, UnitOfWork work)
    {
        await signIn.CheckAsync(AddressOf(http), caller.UserName, change.OldPassword, null, AuthSchemes.Cookie);
        return await work.RunAsync(session => new UserService(session).SetPasswordAsync(caller.UserId, change.NewPassword));
    }

    private static string AddressOf(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? string.Empty;
}

/// <summary>A sign-in.</summary>
internal sealed record Credentials(string? UserName, string? Password, string? Company = null);

/// <summary>A refresh token to be exchanged.</summary>
internal sealed record RefreshToken([property: System.Text.Json.Serialization.JsonPropertyName("refreshToken")] string Token);

/// <summary>A change of one's own password.</summary>
internal sealed record PasswordChange(string OldPassword, string NewPassword);

/// <summary>A password that was made for the person, to be exchanged for the person's own.</summary>
internal sealed record PasswordExchange(string? UserName, string? Password, string? NewPassword, string? Company = null);

/// <summary>Who is signed in.</summary>
internal sealed record Me(
    long UserId, string UserName, string DisplayName, string? Culture, long? CompanyId, string? CompanyName,
    IReadOnlyCollection<string> Roles, IReadOnlyList<CompanyAccess> Companies)
{
    /// <summary>The caller as the API shows it.</summary>
    public static Me Of(Caller caller) => new(
        caller.UserId, caller.UserName, caller.DisplayName, caller.Culture, caller.CompanyId, caller.CompanyName, caller.Roles, caller.Companies);
}

/// <summary>The page that asks for a studio token.</summary>
/// <param name="Editor">A name the page gave itself: two windows of one person are two editors.</param>
internal sealed record StudioWindow(string? Editor);

/// <summary>What the designer's page hands over to the studio.</summary>
/// <param name="AccessToken">A bearer token.</param>
/// <param name="ExpiresIn">Its life in seconds.</param>
internal sealed record StudioToken(string AccessToken, int ExpiresIn);
