using System.Globalization;
using System.Text.Json;
using Ledger.Api.DataViews.Query;
using Ledger.Api.Http;

namespace Ledger.Api.DataViews.Http;

/// <summary>Reads a question to a view from a query string; the page, the export and links between pages use the same words.</summary>
internal static class ViewRequest
{
    /// <summary>What the parameters mean, for the API's description.</summary>
    public const string Help =
        """
        Parameters: page, pageSize (to 500), sort=-issueDate,supplierCode, columns=a,b, search=words, where=column:operator:value (may be
        repeated, all must hold; in takes values separated by |, between takes from..to), filter=JSON
        {"and":[{"column":"total","op":"Gt","values":["1000"]},{"or":[…]}]}, group=supplierCode,issueDate.month with path=JSON array of
        the keys of opened groups. Days may be today-7, monthStart, monthEnd+1, yearStart.
        """;

    /// <summary>Reads it.</summary>
    /// <exception cref="RequestRefusedException"><c>view.filter-malformed</c>, <c>page.number</c>, <c>page.size</c>, <c>view.groups</c>.</exception>
    public static ViewQuery Read(IQueryCollection parameters) => new()
    {
        Page = Number(parameters, "page", 0, "page.number"),
        PageSize = Number(parameters, "pageSize", 50, "page.size"),
        Search = parameters["search"].FirstOrDefault(),
        Sort = [.. List(parameters, "sort").Select(ViewSort.Parse)],
        Columns = List(parameters, "columns"),
        Groups = [.. List(parameters, "group").Select(g => ViewGroup.Parse(g) ?? throw Malformed("group"))],
        Path = parameters["path"].FirstOrDefault() is { Length: > 0 } path ? Path(path) : [],
        Filter = ViewFilter.And(
        [
            .. parameters["where"].OfType<string>().Select(Where),
            parameters["filter"].FirstOrDefault() is { Length: > 0 } json ? FilterJson.Read(json) : null,
        ]),
    };

    /// <summary>Reads <c>column:operator:value</c>.</summary>
    public static ViewFilter.Comparison Where(string text)
    {
        var parts = text.Split(':', 3);
        if (parts.Length < 2 || FilterJson.Operator(parts[1]) is not { } comparison)
        {
            throw Malformed("where");
        }

        var value = parts.Length == 3 ? parts[2] : string.Empty;
        return new ViewFilter.Comparison(parts[0], comparison, comparison switch
        {
            FilterOperator.IsEmpty or FilterOperator.IsNotEmpty => [],
            FilterOperator.In or FilterOperator.NotIn => value.Split('|'),
            FilterOperator.Between => value.Split("..", 2) is [var from, var to] ? [from, to] : throw Malformed("where"),
            _ => [value],
        });
    }

    /// <summary>The refusal of what cannot be read.</summary>
    public static RequestRefusedException Malformed(string field) =>
        new(400, "view.filter-malformed", $"The parameter {field} cannot be read.", field) { Field = field };

    private static IReadOnlyList<string> List(IQueryCollection parameters, string name) =>
        [.. parameters[name].OfType<string>().SelectMany(v => v.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    private static int Number(IQueryCollection parameters, string name, int otherwise, string code) =>
        parameters[name].FirstOrDefault() is not { Length: > 0 } text
            ? otherwise
            : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new RequestRefusedException(400, code, $"{name} is no number.", ViewLimits.PageSize) { Field = name };

    private static IReadOnlyList<string?> Path(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<List<string?>>(json) ?? throw Malformed("path");
        }
        catch (JsonException)
        {
            throw Malformed("path");
        }
    }
}
