using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace Ledger.Workflows.Activities.Http;

/// <summary>Paths of endpoints: plain, or templates as ASP.NET Core knows them (<c>orders/{id}</c>).</summary>
internal static class HttpPath
{
    /// <summary>The form in which paths are stored and compared.</summary>
    public static string Normalise(string? path) => (path ?? string.Empty).Trim().Trim('/').ToLowerInvariant();

    public static bool IsTemplate(string path) => path.Contains('{', StringComparison.Ordinal);

    /// <summary>The values of the template's parameters; null when the path does not match.</summary>
    public static IReadOnlyDictionary<string, string>? Match(string template, string path)
    {
        if (!IsTemplate(template))
        {
            return Normalise(template) == Normalise(path) ? new Dictionary<string, string>() : null;
        }

        var values = new RouteValueDictionary();
        var matcher = new TemplateMatcher(TemplateParser.Parse(template.Trim().Trim('/')), []);
        return matcher.TryMatch(new PathString("/" + path.Trim('/')), values)
            ? values.ToDictionary(v => v.Key, v => v.Value?.ToString() ?? string.Empty)
            : null;
    }

    /// <summary>True when the template can be read.</summary>
    public static bool IsValid(string path)
    {
        try
        {
            _ = TemplateParser.Parse(path.Trim().Trim('/'));
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
