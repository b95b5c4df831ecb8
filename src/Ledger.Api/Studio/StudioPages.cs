using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Api.Pages.Shell;
using Ledger.Foundation.Texts;

namespace Ledger.Api.Studio;

/// <summary>
/// Writes the pages: a template of <c>wwwroot</c> with the addresses of the files' present versions, who is signed in and the
/// texts in the person's language, so that the page can start without asking for anything more.
/// </summary>
internal sealed class StudioPages(StudioFolder folder, MessageCatalog texts)
{
    // The two inline scripts that components of Elsa Studio 3.8.2 bring along (editor, list of instances). They would set
    // window.editorHotkeys, which our page has set for good; without their hashes each would be an error in the console.
    private const string InlineScripts =
        " 'sha256-snlP1jz0gjwc5cTz9ErZcliXuCK63+Mmf68RRCeptgc=' 'sha256-vu6sQrKXQHR4Yn3FMMihA/9TxxfIXnCxKwvLrTPJ5ts='";

    private const string EmbeddedMark = "embedded";

    private const string CanvasScript = "_content/Elsa.Studio.Workflows.Designer/designer.entry.js";

    private static readonly JsonSerializerOptions DataOptions = new(LedgerJson.Options) { Encoder = JavaScriptEncoder.Default };

    /// <summary>The studio's page, or the way to the sign-in page, or what to do when the package is missing.</summary>
    public async Task StudioAsync(HttpContext http)
    {
        if (Caller.Find(http) is not { } caller)
        {
            http.Response.Redirect(HtmlAnswers.SignInAddress(http));
            return;
        }

        if (folder.Own is null || folder.Package is null)
        {
            await MissingAsync(http);
            return;
        }

        var package = $"/studio/_/{folder.Package.Version}/";
        var map = new JsonObject
        {
            ["imports"] = new JsonObject
            {
                ["/studio/_content/"] = package + "_content/",
                ["/studio/_framework/"] = package + "_framework/",
            },
        }.ToJsonString();
        var policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' " + HashOf(map) + InlineScripts
            + "; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; worker-src 'self' blob:; connect-src 'self';"
            + $" manifest-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors {(IsEmbedded(http) ? "'self'" : "'none'")}; object-src 'none'";
        await WriteAsync(http, "studio.html", policy, caller, new() { ["package"] = package, ["importmap"] = map, ["preloads"] = Preloads(package) });
    }

    /// <summary>True for the viewer of one instance when a page of ours shows it inside itself; nothing else may be framed, and only by us.</summary>
    public static bool IsEmbedded(HttpContext http) =>
        http.Request.Query.ContainsKey(EmbeddedMark) && http.Request.Path.StartsWithSegments("/studio/instances", out var rest) && rest.Value?.Length > 1;

    /// <summary>The sign-in page; it works without the studio's package.</summary>
    public Task SignInAsync(HttpContext http) => folder.Own is null
        ? MissingAsync(http)
        : WriteAsync(
            http, "sign-in.html",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
            Caller.Find(http), []);

    private async Task WriteAsync(HttpContext http, string name, string policy, Caller? caller, Dictionary<string, string> values)
    {
        var language = Language.Of(http).TwoLetterISOLanguageName;
        var own = folder.Own!;
        var template = await Text(own, name, http);
        var data = new JsonObject
        {
            ["language"] = language,
            ["own"] = $"/studio/own/{own.Version}/",
            ["package"] = values.GetValueOrDefault("package"),
            ["api"] = Designer.DesignerRoutes.Prefix,
            ["me"] = caller is null ? null : JsonSerializer.SerializeToNode(Me.Of(caller), LedgerJson.Options),
            ["texts"] = JsonNode.Parse(await Text(own, $"texts.{language}.json", http)),
        };
        values["language"] = language;
        values["own"] = $"/studio/own/{own.Version}/";
        // Escapes < as well, so that no text can end the element.
        values["data"] = data.ToJsonString(DataOptions);
        var page = values.Aggregate(template, (text, value) => text.Replace("{{" + value.Key + "}}", value.Value, StringComparison.Ordinal));

        http.Response.Headers.ContentSecurityPolicy = policy;
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers.ContentLanguage = language;
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync(page, http.RequestAborted);
    }

    // Scripts that are asked for only by other scripts, so that a slow line does not pay for each in turn. The canvas's is
    // the largest and wanted last: by then it is compiled.
    private string Preloads(string package) => string.Join(
        "\n  ",
        folder.Package!.Names
            .Where(n => (n.StartsWith("_framework/dotnet", StringComparison.Ordinal) && n.EndsWith(".js", StringComparison.Ordinal)) || n == CanvasScript)
            .Select(n => package + n)
            .Concat(folder.Own!.Names.Where(n => n.EndsWith(".js", StringComparison.Ordinal) && n != "sign-in.js").Select(n => $"/studio/own/{folder.Own.Version}/{n}"))
            .Select(n => $"""<link rel="modulepreload" href="{n}">"""));

    private static Task<string> Text(ServedFolder folder, string name, HttpContext http) =>
        (folder.Find(name) ?? throw new FileNotFoundException($"The designer's folder has no {name}.")).ReadTextAsync(http.RequestAborted);

    private Task MissingAsync(HttpContext http)
    {
        var culture = Language.Of(http);
        var title = HtmlEncoder.Default.Encode(texts.Find("studio.missing.title", culture, []) ?? string.Empty);
        var detail = HtmlEncoder.Default.Encode(texts.Find("studio.missing", culture, []) ?? string.Empty);
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(
            $"""
             <!DOCTYPE html>
             <html lang="{culture.TwoLetterISOLanguageName}">
             <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Ledger</title></head>
             <body style="font: 16px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem; color: #1d2b28">
             <h1 style="font-size: 1.5rem">{title}</h1>
             <p style="white-space: pre-line">{detail}</p>
             </body>
             </html>
             """,
            http.RequestAborted);
    }

    private static string HashOf(string script) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'";
}
