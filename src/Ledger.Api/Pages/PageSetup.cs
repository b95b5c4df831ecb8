using Ledger.Api.Identity;
using Ledger.Api.Pages.Inbox;
using Ledger.Api.Pages.Saved;
using Ledger.Api.Pages.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;
using Radzen;

namespace Ledger.Api.Pages;

/// <summary>The pages in the host: Blazor on a circuit, with Radzen's components (docs/pages.md).</summary>
internal static class PageSetup
{
    /// <summary>The cookie that holds <c>light</c> or <c>dark</c> once a person has chosen.</summary>
    public const string ThemeCookie = "ledger.theme";

    // Under a test runner or a tool the entry assembly is another, whose assets are not ours.
    private const string AssetManifest = "Ledger.Api.staticwebassets.endpoints.json";

    /// <summary>All pages run on a circuit and are not rendered beforehand, so that what they do on opening is done once.</summary>
    public static readonly IComponentRenderMode Mode = new Microsoft.AspNetCore.Components.Web.InteractiveServerRenderMode(prerender: false);

    private const long MessageMax = 2_000_000;

    /// <summary>Registers what pages need.</summary>
    public static void Add(WebApplicationBuilder builder)
    {
        // Without it only a published build or a development environment finds the components' own files.
        builder.WebHost.UseStaticWebAssets();
        builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false"; // else an unpublished build answers any file name by a route of its own
        // A template of the longest that is kept must come through; 32 KB, which the framework allows, would end the circuit.
        builder.Services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => hub.MaximumReceiveMessageSize = MessageMax);
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddRadzenComponents();
        builder.Services.AddOptions<PageOptions>().BindConfiguration("Ledger:Pages").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<BrowserScript>().AddSingleton<SavedViews>().AddSingleton<Ledger.Api.Users.UserList>().AddSingleton<Ledger.Api.Parameters.ParameterHistory>().AddSingleton<Ledger.Api.Templates.TemplatePreviews>()
            .AddSingleton<Ledger.Api.Operations.SystemReading>().AddSingleton<Ledger.Api.Operations.TelemetryProbe>();
        builder.Services.AddScoped<AuthenticationStateProvider, SessionCheck>();
        builder.Services.AddScoped<PagePerson>();
        builder.Services.AddScoped<PageWork>();
        builder.Services.AddSingleton<Ledger.Api.MassPayments.PaymentRuns>();
        builder.Services.AddScoped<MassPayments.Paying.PayingDesk>();
        builder.Services.AddScoped<ProcessNames>().AddScoped<PeopleNames>().AddScoped<InboxMemory>();
    }

    /// <summary>Adds the routes of pages, of the circuit and of static files.</summary>
    public static void Map(WebApplication app)
    {
        app.MapStaticAssets(AssetManifest).AllowAnonymous();
        BrowserScript.Map(app);
        app.MapRazorComponents<App>()
            // Our own header says more than the framework's would, which would replace it.
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null)
            .WithStaticAssets(AssetManifest)
            .RequireAuthorization(Policies.SignedIn);
    }
}
