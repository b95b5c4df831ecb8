using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Api.Pages.FirstVisit;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Hosting.Server;

namespace Ledger.Api.Setup;

/// <summary>The first visit (docs/pages.md): its page and what it sends. Both are gone, as if they had never been, once a person exists.</summary>
internal static class SetupEndpoints
{
    /// <summary>The page.</summary>
    public const string Page = "/welcome";

    /// <summary>Registers what they need.</summary>
    public static void Add(IServiceCollection services) => services
        .AddSingleton<SetupCode>().AddSingleton<SetupLimits>().AddSingleton<FirstSetup>().AddSingleton<WelcomePage>()
        .AddSingleton<DemoFilling>().AddHostedService(provider => provider.GetRequiredService<DemoFilling>());

    /// <summary>Adds the routes.</summary>
    public static void Map(WebApplication app)
    {
        app.MapGet(Page, ShowAsync).AllowAnonymous().ExcludeFromDescription();
        var group = app.MapGroup("/api/setup").WithTags("setup");
        group.MapPost("/", RunAsync).AllowAnonymous()
            .WithSummary("Makes the first administrator and a company: only while nobody exists, from this machine or with the code that the server printed.");
        group.MapGet("/filling", (DemoFilling filling) => new Answer<FillingState>(filling.State)).RequireAuthorization(Policies.SignedIn)
            .WithSummary("How far the documents of the demo are.");
    }

    private static async Task ShowAsync(HttpContext http, FirstSetup setup, WelcomePage page)
    {
        await RefuseWhenDoneAsync(setup);
        await page.WriteAsync(http);
    }

    private static async Task<Answer<SetupDone>> RunAsync(
        SetupRequest request, HttpContext http, FirstSetup setup, SetupCode code, SetupLimits limits, IServer server, ILogger<FirstSetup> log)
    {
        await RefuseWhenDoneAsync(setup);
        if (!SetupOrigin.IsOwnPage(http))
        {
            throw new RequestRefusedException(403, "auth.forgery-header-missing", "The header X-Requested-With is missing, or another site sent the request.");
        }

        var isHere = SetupOrigin.IsHere(http);
        limits.Take(http.Connection.RemoteIpAddress?.ToString() ?? string.Empty, isHere);
        if (!isHere && !code.Matches(request.Code))
        {
            log.LogWarning("Somebody at {Address} tried to set this installation up without its code", http.Connection.RemoteIpAddress);
            throw new RequestRefusedException(403, "setup.code-wrong", "The set-up code is missing or wrong.") { Field = "code" };
        }

        var (done, administrator) = await setup.RunAsync(request, isHere && SetupOrigin.IsOnlyHere(server), Language.Of(http));
        await http.SignInAsync(AuthSchemes.Cookie, administrator, new AuthenticationProperties { IsPersistent = false });
        return new(done);
    }

    private static async Task RefuseWhenDoneAsync(FirstSetup setup)
    {
        if (!await setup.IsOpenAsync())
        {
            throw new RequestRefusedException(404, "request.no-such-address", "This installation is set up.");
        }
    }
}
