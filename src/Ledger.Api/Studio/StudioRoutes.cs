using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Api.Setup;

namespace Ledger.Api.Studio;

/// <summary>The designer: its files, the pages around it, the sign-in page (features.md W2).</summary>
internal static class StudioRoutes
{
    /// <summary>Where the pages are; also the <c>base</c> of the page, below which Blazor wants every address to be.</summary>
    public const string Base = "/studio/";

    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Adds the routes.</summary>
    public static void Map(WebApplication app)
    {
        // Files hold nothing of any company, and the sign-in page needs some before anybody is signed in.
        var open = app.MapGroup(string.Empty).ExcludeFromDescription().AllowAnonymous();
        open.MapMethods("/studio/_/{version}/{**name}", Reading, (string version, string name, StudioFolder folder, HttpContext http) =>
            SendAsync(folder.Package, version, name, http));
        open.MapMethods("/studio/own/{version}/{**name}", Reading, (string version, string name, StudioFolder folder, HttpContext http) =>
            SendAsync(folder.Own, version, name, http));

        // What a script of the package asks for below the page's base although the page maps these addresses.
        open.MapMethods("/studio/_content/{**name}", Reading, (string name, StudioFolder folder, HttpContext http) =>
            SendAsync(folder.Package, null, "_content/" + name, http));
        open.MapMethods("/studio/_framework/{**name}", Reading, (string name, StudioFolder folder, HttpContext http) =>
            SendAsync(folder.Package, null, "_framework/" + name, http));

        open.MapGet("/sign-in", SignInAsync);
        open.MapGet("/studio", () => TypedResults.Redirect("/studio/definitions"));
        foreach (var page in (string[])["definitions", "definitions/{id}", "instances", "instances/{id}"])
        {
            open.MapGet(Base + page, (StudioPages pages, HttpContext http) => pages.StudioAsync(http));
        }

        // The studio's own links, some of them from the root of the host.
        foreach (var start in (string[])["/", Base])
        {
            open.MapGet(start + "workflows/definitions", () => TypedResults.Redirect("/studio/definitions"));
            open.MapGet(start + "workflows/definitions/{id}/edit", (string id) => TypedResults.Redirect("/studio/definitions/" + Uri.EscapeDataString(id)));
            open.MapGet(start + "workflows/instances", () => TypedResults.Redirect("/studio/instances"));
            open.MapGet(start + "workflows/instances/{id}/view", (string id) => TypedResults.Redirect("/studio/instances/" + Uri.EscapeDataString(id)));
            open.MapGet(start + "diagnostics/structured-logs", (string? workflowInstanceId) => TypedResults.Redirect(
                "/studio/instances" + (string.IsNullOrEmpty(workflowInstanceId) ? string.Empty : "/" + Uri.EscapeDataString(workflowInstanceId))));
        }
    }

    // Where there is nobody yet, nobody can sign in.
    private static async Task SignInAsync(StudioPages pages, FirstSetup setup, HttpContext http)
    {
        if (await setup.IsOpenAsync())
        {
            http.Response.Redirect(SetupEndpoints.Page);
            return;
        }

        await pages.SignInAsync(http);
    }

    private static Task SendAsync(ServedFolder? folder, string? version, string name, HttpContext http) =>
        folder?.Find(name) is { } file
            ? file.SendAsync(http, isForever: version == folder.Version)
            : throw new RequestRefusedException(StatusCodes.Status404NotFound, "request.no-such-address", "There is no such file.");
}
