using System.Diagnostics;
using System.Text.Encodings.Web;
using Ledger.Api.Http;
using Ledger.Foundation.Texts;
using Microsoft.AspNetCore.Components.Endpoints;

namespace Ledger.Api.Pages.Shell;

/// <summary>What a person at a browser gets instead of problem details: a plain page that needs no circuit.</summary>
internal static class HtmlAnswers
{
    private static readonly string[] Programs = ["/api", "/elsa", "/workflows", "/health", "/_blazor", "/_framework", "/_content"];

    /// <summary>True when the request is a person's: a browser that opens an address of a page, or whatever else opens a page and takes anything.</summary>
    public static bool Wants(HttpContext http)
    {
        var isPage = http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;
        return (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
            && http.Request.GetTypedHeaders().Accept.Any(a => a.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase)
                || (isPage && (a.MatchesAllTypes || a.MediaType.Equals("text/*", StringComparison.OrdinalIgnoreCase))))
            && !Programs.Any(p => http.Request.Path.StartsWithSegments(p, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Where nobody signed in is sent, with the way back.</summary>
    public static string SignInAddress(HttpContext http)
    {
        var wanted = http.Request.Path + http.Request.QueryString;
        return wanted == "/" ? "/sign-in" : "/sign-in?return=" + Uri.EscapeDataString(wanted);
    }

    /// <summary>Writes the page of a refusal or failure.</summary>
    public static Task WriteAsync(HttpContext http, Refusal refusal, MessageCatalog texts)
    {
        var culture = Language.Of(http);
        string Text(string key) => HtmlEncoder.Default.Encode(texts.Find(key, culture, []) ?? key);
        var (title, help) = refusal.Status switch
        {
            StatusCodes.Status404NotFound => ("page.not-found.title", "page.not-found.help"),
            StatusCodes.Status403Forbidden => ("page.forbidden.title", "page.forbidden.help"),
            _ => ("page.shell.failed", "page.shell.failed.help"),
        };
        var trace = HtmlEncoder.Default.Encode(Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier);
        http.Response.StatusCode = refusal.Status;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.ContentLanguage = culture.TwoLetterISOLanguageName;
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsync(
            $"""
            <!DOCTYPE html>
            <html lang="{culture.TwoLetterISOLanguageName}">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{refusal.Status} · Ledger</title><link rel="stylesheet" href="/shell/ledger.css"></head>
            <body class="plain"><main><p class="brand">Ledger</p><h1>{Text(title)}</h1><p>{Text(help)}</p>
            <p><a href="/">{Text("page.not-found.home")}</a></p>
            <p class="quiet">{refusal.Status} · {Text("page.shell.trace")}: <code>{trace}</code></p></main></body>
            </html>
            """,
            http.RequestAborted);
    }
}
