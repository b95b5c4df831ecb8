using System.Globalization;
using Ledger.Api.Identity;

namespace Ledger.Api.Http;

/// <summary>
/// The language a caller is answered in: the one chosen in this browser with the pages' switch, the request's, the
/// person's own setting, Spanish.
/// </summary>
internal static class Language
{
    /// <summary>Spanish, the language where nobody says.</summary>
    public static readonly CultureInfo Spanish = CultureInfo.GetCultureInfo("es-CL");

    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-US");

    /// <summary>The cookie that holds <c>es</c> or <c>en</c> once a person has chosen; scripts may read it.</summary>
    public const string Cookie = "ledger.language";

    /// <summary>The culture of a request.</summary>
    public static CultureInfo Of(HttpContext http) =>
        Find(http.Request.Cookies[Cookie])
        ?? http.Request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(l => l.Quality ?? 1)
            .Select(l => Find(l.Value.ToString()))
            .FirstOrDefault(c => c is not null)
        ?? Find(Caller.Find(http)?.Culture)
        ?? Spanish;

    /// <summary>The culture of a language tag such as <c>es-CL</c>, <c>en</c> or <c>en_US.UTF-8</c>; null when it is neither Spanish nor English.</summary>
    public static CultureInfo? Find(string? tag) => tag switch
    {
        null => null,
        _ when tag.StartsWith("es", StringComparison.OrdinalIgnoreCase) => Spanish,
        _ when tag.StartsWith("en", StringComparison.OrdinalIgnoreCase) => English,
        _ => null,
    };
}
