using Ledger.Api.Pages.Shell;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Ledger.Api.Identity;

/// <summary>The three ways to say who one is, behind one scheme that looks at the request.</summary>
internal static class AuthSchemes
{
    /// <summary>Chooses among the others.</summary>
    public const string Any = "ledger";

    /// <summary>Pages: a cookie.</summary>
    public static readonly string Cookie = IdentityConstants.ApplicationScheme;

    /// <summary>Programs that sign in as a person: a bearer token.</summary>
    public static readonly string Bearer = IdentityConstants.BearerScheme;

    /// <summary>Programs: an API key.</summary>
    public const string ApiKey = "ApiKey";

    /// <summary>How long a cookie lasts without use.</summary>
    public static readonly TimeSpan CookieLife = TimeSpan.FromHours(8);

    /// <summary>How long the designer's token lasts; its page renews it.</summary>
    public static readonly TimeSpan StudioTokenLife = TimeSpan.FromMinutes(10);

    /// <summary>The header by which a page says that it asks by itself, nobody having touched it: such a request does not prolong the session.</summary>
    public const string IdleHeader = "X-Idle";

    /// <summary>Registers the schemes.</summary>
    public static void Add(IServiceCollection services) => services
        .AddAuthentication(Any)
        .AddPolicyScheme(Any, null, options => options.ForwardDefaultSelector = Choose)
        .AddCookie(Cookie, options =>
        {
            options.Cookie.Name = "ledger.session";
            options.Cookie.HttpOnly = true;
            // Lax, so that the link to a task in a mail opens it; what changes data asks for a header besides (Callers).
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.ExpireTimeSpan = CookieLife;
            options.SlidingExpiration = true;
            options.Events.OnCheckSlidingExpiration = context =>
            {
                context.ShouldRenew &= !context.Request.Headers.ContainsKey(IdleHeader);
                return Task.CompletedTask;
            };
            // An API answers with a status; a person is led to the sign-in page.
            options.Events.OnRedirectToLogin = context =>
            {
                if (HtmlAnswers.Wants(context.HttpContext))
                {
                    context.Response.Redirect(HtmlAnswers.SignInAddress(context.HttpContext));
                    return Task.CompletedTask;
                }

                return StatusAsync(context.Response, StatusCodes.Status401Unauthorized);
            };
            options.Events.OnRedirectToAccessDenied = context => StatusAsync(context.Response, StatusCodes.Status403Forbidden);
        })
        .AddBearerToken(Bearer, options =>
        {
            options.BearerTokenExpiration = TimeSpan.FromHours(1);
            options.RefreshTokenExpiration = TimeSpan.FromDays(14);
            // A browser cannot give a socket a header; only the hub takes the token from the address.
            options.Events.OnMessageReceived = context =>
            {
                context.Token = SocketTokenOf(context.HttpContext) ?? context.Token;
                return Task.CompletedTask;
            };
        })
        .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKey, null);

    private static string Choose(HttpContext http)
    {
        var authorization = http.Request.Headers.Authorization.ToString();
        if (http.Request.Headers.ContainsKey(ApiKeyHandler.Header) || authorization.StartsWith("ApiKey ", StringComparison.OrdinalIgnoreCase))
        {
            return ApiKey;
        }

        return authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) || SocketTokenOf(http) is not null ? Bearer : Cookie;
    }

    private static string? SocketTokenOf(HttpContext http) =>
        http.Request.Path.StartsWithSegments(Designer.Instances.Live.WorkflowInstanceHub.Path)
        && http.Request.Query["access_token"].ToString() is { Length: > 0 } token
            ? token
            : null;

    private static Task StatusAsync(HttpResponse response, int status)
    {
        response.StatusCode = status;
        return Task.CompletedTask;
    }
}
