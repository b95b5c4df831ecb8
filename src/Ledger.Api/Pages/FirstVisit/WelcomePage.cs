using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Ledger.Api.Demo;
using Ledger.Api.Http;
using Ledger.Api.Setup;
using Ledger.Domain;
using Ledger.Foundation.Texts;
using Microsoft.AspNetCore.Hosting.Server;

namespace Ledger.Api.Pages.FirstVisit;

/// <summary>
/// Writes the page of the first visit. It needs no circuit, which only people who are signed in have: a form that
/// <c>wwwroot/first-visit/welcome.js</c> sends to <c>POST /api/setup</c>.
/// </summary>
internal sealed class WelcomePage(MessageCatalog texts, IServer server)
{
    private static readonly string[] NearZones =
        ["America/Santiago", "America/Punta_Arenas", "Pacific/Easter", "America/Argentina/Buenos_Aires", "America/Lima", "America/Bogota", "America/Mexico_City"];

    /// <summary>Writes it in the language of the browser.</summary>
    public Task WriteAsync(HttpContext http)
    {
        var culture = Language.Of(http);
        var isHere = SetupOrigin.IsHere(http);
        var theme = http.Request.Cookies[PageSetup.ThemeCookie] is "dark" or "light" ? http.Request.Cookies[PageSetup.ThemeCookie] : null;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.ContentLanguage = culture.TwoLetterISOLanguageName;
        http.Response.Headers.CacheControl = "no-store";
        var said = new Words(texts, culture);
        var language = culture.TwoLetterISOLanguageName;
        return http.Response.WriteAsync(
            $"""
            <!DOCTYPE html>
            <html lang="{language}"{(theme is null ? "" : $" data-theme=\"{theme}\"")}>
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
            <title>{said["title"]} · Ledger</title><link rel="icon" type="image/svg+xml" href="/shell/icon.svg">
            <link rel="stylesheet" href="/shell/ledger.css"><link rel="stylesheet" href="/first-visit/welcome.css">
            <script src="/first-visit/welcome.js" defer></script></head>
            <body class="welcome"><main>
            <header class="welcome-head"><p class="welcome-brand"><img src="/shell/icon.svg" alt="" width="36" height="36">Ledger</p>
            <button type="button" class="welcome-language" data-language="{(language == "es" ? "en" : "es")}" lang="{(language == "es" ? "en" : "es")}">{said["other-language"]}</button></header>
            <h1>{said["title"]}</h1><p class="welcome-lead">{said["lead"]}</p>
            <noscript><p class="notice">{said["no-script"]}</p></noscript>
            {Form(said, isHere)}
            {Progress(said)}
            </main></body></html>
            """,
            http.RequestAborted);
    }

    private static string Progress(Words said) =>
        $"""
        <section class="card" id="filling" hidden aria-live="polite"><h2>{said["filling"]}</h2><progress max="1" value="0" aria-label="{said["filling"]}"></progress>
        <div id="filling-failed" hidden><p class="notice">{said["filling.failed"]}</p><p><a class="rz-button rz-primary rz-button-md welcome-button" href="/">{said["enter"]}</a></p></div></section>
        """;

    private string Form(Words said, bool isHere) =>
        $"""
        <form id="welcome" novalidate data-working="{said["working"]}" data-network="{said["network"]}">
        <section class="card" aria-labelledby="who"><h2 id="who">{said["administrator"]}</h2><p class="quiet">{said["administrator.help"]}</p>
        <div class="welcome-fields">
        {Field("displayName", said["name"], """autocomplete="name" maxlength="100" required autofocus""")}
        {Field("userName", said["user"], """autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="100" required""", said["user.help"])}
        {Field("email", said["email"], """type="email" autocomplete="email" maxlength="100" """)}
        <span></span>
        {Field("password", said["password"], """type="password" autocomplete="new-password" maxlength="200" required aria-describedby="rules" """)}
        {Field("passwordAgain", said["password.again"], """type="password" autocomplete="new-password" maxlength="200" required aria-describedby="rules" """)}
        </div>
        <ul class="welcome-rules" id="rules"><li data-rule="length">{said["rule.length"]}</li><li data-rule="name">{said["rule.name"]}</li><li data-rule="same">{said["rule.same"]}</li></ul>
        </section>
        <section class="card" aria-labelledby="start"><h2 id="start">{said["start"]}</h2>
        <div class="welcome-choices" role="radiogroup" aria-labelledby="start">
        <label class="welcome-choice"><input type="radio" name="start" value="own" checked><span><strong>{said["own"]}</strong><br><span class="quiet">{said["own.help"]}</span></span></label>
        <label class="welcome-choice"><input type="radio" name="start" value="demo"><span><strong>{said["demo"]}</strong><br><span class="quiet">{said["demo.help"]}</span></span></label>
        </div>
        {DemoPeopleNote(said, isHere)}
        <div class="welcome-fields" id="own">
        {Field("rut", said["rut"], $"""placeholder="76.192.083-9" maxlength="12" autocomplete="off" required data-wrong="{said["rut.wrong"]}" """, said["rut.help"])}
        {Field("companyName", said["company.name"], """autocomplete="organization" maxlength="100" required""")}
        <label class="field"><span>{said["zone"]}</span><select name="timeZone">{Zones(said)}</select><small>{said["zone.help"]}</small></label><span></span>
        <label class="field"><span>{said["currency"]}</span><select name="localCurrency">{Codes("CLP")}</select><small>{said["currency.help"]}</small></label>
        <label class="field"><span>{said["foreign"]}</span><select name="foreignCurrency">{Codes("USD")}</select><small>{said["currency.help"]}</small></label>
        </div></section>
        {(isHere ? $"<p class=\"quiet welcome-here\">{said["here"]}</p>" : Code(said))}
        <p class="problem" role="alert" id="refusal" hidden></p>
        <button type="submit" class="rz-button rz-primary rz-button-md welcome-button">{said["button"]}</button>
        </form>
        """;

    private string DemoPeopleNote(Words said, bool isHere)
    {
        var names = string.Join(", ", DemoPeople.All.Select(p => p.UserName));
        var text = isHere && SetupOrigin.IsOnlyHere(server) ? said.Of("demo.people", names, DemoPeople.Password) : said.Of("demo.locked", names);
        return $"<p class=\"notice\" id=\"demo\" hidden>{text}</p>";
    }

    private static string Code(Words said) =>
        $"""
        <section class="card" aria-labelledby="code-title"><h2 id="code-title">{said["code"]}</h2><p>{said["code.help"]}</p>
        {Field("code", said["code"], """autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" maxlength="20" placeholder="XXXXX-XXXXX" required""")}</section>
        """;

    // Attributes are constants of this file or encoded texts.
    private static string Field(string name, string label, string attributes, string? help = null) =>
        $"""<label class="field"><span>{label}</span><input name="{name}" {(attributes.Contains("type=", StringComparison.Ordinal) ? "" : "type=\"text\" ")}{attributes}>{(help is null ? "" : $"<small>{help}</small>")}</label>""";

    private static string Zones(Words said)
    {
        var all = TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id).Where(id => id.Contains('/', StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        var html = new StringBuilder();
        foreach (var id in NearZones.Where(id => TimeZoneInfo.TryFindSystemTimeZoneById(id, out _)))
        {
            html.Append(CultureInfo.InvariantCulture, $"<option>{HtmlEncoder.Default.Encode(id)}</option>");
        }

        html.Append(CultureInfo.InvariantCulture, $"<optgroup label=\"{said["zone.others"]}\">");
        foreach (var id in all.Except(NearZones))
        {
            html.Append(CultureInfo.InvariantCulture, $"<option>{HtmlEncoder.Default.Encode(id)}</option>");
        }

        return html.Append("</optgroup>").ToString();
    }

    private static string Codes(string chosen) => string.Concat(Currencies.Codes.Select(c => $"<option{(c == chosen ? " selected" : "")}>{c}</option>"));

    // The page's texts, encoded for HTML.
    private sealed class Words(MessageCatalog texts, CultureInfo culture)
    {
        private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All);

        public string this[string key] => Of(key);

        public string Of(string key, params object?[] values) =>
            Encoder.Encode(texts.Find("page.welcome." + key, culture, values) ?? key);
    }
}
