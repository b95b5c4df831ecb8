using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Api.DataViews.Query;

namespace Ledger.Api.Pages.Tasks;

/// <summary>What a task's data points at instead of holding it: the rows of a data view, or a document with a page (docs/pages.md, Tasks).</summary>
/// <param name="Name">The property of the data that points there; null when the data itself does.</param>
/// <param name="Key">The key of the view, or the kind of the document.</param>
/// <param name="Title">What the process calls it, or null.</param>
public abstract record TaskReference(string? Name, string Key, string? Title)
{
    private static readonly Dictionary<string, string> Documents = new(StringComparer.Ordinal)
    {
        ["mass-payment"] = "mass-payments/{0}",
        ["payment-order"] = "payment-orders/{0}",
        ["journal-entry"] = "views/journal-lines?where=entryKey:eq:{0}",
        ["purchase-document"] = "views/purchase-documents?where=documentKey:eq:{0}",
    };

    /// <summary>Rows of a view: <c>{ "view": KEY, "filter": {…}, "title": … }</c>.</summary>
    /// <param name="Name">The property, or null.</param>
    /// <param name="Key">The key as the process gave it; perhaps of no view.</param>
    /// <param name="Title">Its title, or null.</param>
    /// <param name="Filter">The filter as the process gave it; perhaps not to be read.</param>
    public sealed record View(string? Name, string Key, string? Title, JsonNode? Filter) : TaskReference(Name, Key, Title)
    {
        /// <summary>The filter; null for all rows.</summary>
        /// <exception cref="Api.Http.RequestRefusedException"><c>view.filter-malformed</c>.</exception>
        internal ViewFilter? Read() => Filter switch
        {
            null => null,
            JsonValue value when value.TryGetValue<string>(out var text) => FilterJson.Read(text),
            _ => FilterJson.Read(Filter),
        };
    }

    /// <summary>A document: <c>{ "document": KIND, "id": …, "title": … }</c>.</summary>
    /// <param name="Name">The property.</param>
    /// <param name="Key">The kind.</param>
    /// <param name="Title">Its title, or null.</param>
    /// <param name="Id">Its key.</param>
    public sealed record Document(string? Name, string Key, string? Title, long Id) : TaskReference(Name, Key, Title)
    {
        /// <summary>Where its page is.</summary>
        public string Address => string.Format(System.Globalization.CultureInfo.InvariantCulture, Documents[Key], Id);
    }

    /// <summary>Takes the references out of a task's data; what is left is shown as it is.</summary>
    internal static (IReadOnlyList<TaskReference> References, JsonObject Others) Of(JsonObject? data)
    {
        var references = new List<TaskReference>();
        var rest = new JsonObject();
        var isViewItself = data is not null && Text(data["view"]) is not null;
        if (isViewItself)
        {
            references.Add(new View(null, Text(data!["view"])!, Text(data["title"]), data["filter"]));
        }

        foreach (var (name, value) in data ?? [])
        {
            if (isViewItself && (name is "view" or "filter" or "title"))
            {
                continue;
            }

            if (Of(name, value) is { } reference)
            {
                references.Add(reference);
            }
            else
            {
                rest[name] = value?.DeepClone();
            }
        }

        return (references, rest);
    }

    private static TaskReference? Of(string name, JsonNode? value) => value switch
    {
        JsonObject o when Text(o["view"]) is { } view => new View(name, view, Text(o["title"]), o["filter"]),
        // The keys are 64-bit numbers that JSON carries as text.
        JsonObject o when Text(o["document"]) is { } kind && Documents.ContainsKey(kind) && long.TryParse(o["id"]?.ToString(), out var id) => new Document(name, kind, Text(o["title"]), id),
        _ => null,
    };

    private static string? Text(JsonNode? node) => node is JsonValue && node.GetValueKind() == JsonValueKind.String && node.GetValue<string>() is { Length: > 0 } text ? text : null;
}
