using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Foundation.Texts;
using Ledger.Workflows.Definitions;

namespace Ledger.Api.Designer.Definitions;

/// <summary>
/// Descriptors for activity types and versions that stored definitions name and the toolbox does not have. The list of
/// descriptors ends with them: the studio leaves the whole canvas blank when one is missing (elsa-api.md §12).
/// </summary>
internal sealed class MissingActivityDescriptors(UsedActivityTypes used, MessageCatalog texts)
{
    private const string Category = "⚠";

    /// <summary>The types used and not among <paramref name="described"/>.</summary>
    public async Task<IReadOnlyList<UsedActivityType>> FindAsync(IReadOnlySet<(string TypeName, int Version)> described, CancellationToken cancellationToken) =>
        [.. (await used.ListAsync(cancellationToken)).Where(t => !described.Contains((t.TypeName, t.Version)))];

    /// <summary>The descriptor of a type nobody knows: no inputs, the outcomes that connections name, not in the toolbox.</summary>
    public JsonObject Describe(UsedActivityType type, CultureInfo culture)
    {
        var dot = type.TypeName.LastIndexOf('.');
        return new JsonObject
        {
            ["typeName"] = type.TypeName,
            ["namespace"] = dot > 0 ? type.TypeName[..dot] : string.Empty,
            ["name"] = type.TypeName[(dot + 1)..],
            ["version"] = type.Version,
            ["category"] = Category,
            ["displayName"] = texts.Find("designer.activity-missing-name", culture, [type.TypeName]),
            ["description"] = texts.Find("designer.activity-missing-description", culture, [type.TypeName, type.Version]),
            ["kind"] = "Action",
            ["isContainer"] = false,
            ["isBrowsable"] = false,
            ["isStart"] = false,
            ["isTerminal"] = false,
            ["customProperties"] = new JsonObject(),
            ["constructionProperties"] = new JsonObject(),
            ["inputs"] = new JsonArray(),
            ["outputs"] = new JsonArray(),
            ["ports"] = new JsonArray([.. type.Outcomes.Select(o => (JsonNode)new JsonObject
            {
                ["name"] = o,
                ["displayName"] = o,
                ["type"] = "Flow",
                ["isBrowsable"] = true,
            })]),
        };
    }
}
