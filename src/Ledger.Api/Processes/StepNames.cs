using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Ledger.Workflows.Definitions;

namespace Ledger.Api.Processes;

/// <summary>The steps of a version of a definition as people know them: what the drawing writes on them.</summary>
internal sealed class StepNames(IDefinitions definitions)
{
    // What was published never changes; a draft that was tried may, and then only its names are old.
    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, string>> _names = new();

    /// <summary>The names by activity id.</summary>
    public async Task<IReadOnlyDictionary<string, string>> OfAsync(string versionId, CancellationToken cancellationToken = default)
    {
        if (_names.TryGetValue(versionId, out var known))
        {
            return known;
        }

        var names = new Dictionary<string, string>();
        if (await definitions.FindVersionAsync(versionId, cancellationToken) is { } version)
        {
            Collect(JsonNode.Parse(version.Json)?["root"], names);
        }

        return _names[versionId] = names;
    }

    private static void Collect(JsonNode? node, Dictionary<string, string> names)
    {
        switch (node)
        {
            case JsonObject element:
                if (ProcessWords.Text(element["id"]) is { } id && ProcessWords.Text(element["type"]) is not null)
                {
                    names[id] = ProcessWords.Text((element["metadata"] as JsonObject)?["displayText"]) ?? ProcessWords.Text(element["name"]) ?? id;
                }

                foreach (var (_, part) in element)
                {
                    Collect(part, names);
                }

                break;
            case JsonArray list:
                foreach (var part in list)
                {
                    Collect(part, names);
                }

                break;
        }
    }
}
