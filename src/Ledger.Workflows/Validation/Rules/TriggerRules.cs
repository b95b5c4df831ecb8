using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ledger.Workflows.Activities.Http;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Validation.Rules;

/// <summary>HTTP addresses that two steps or two processes answer to.</summary>
internal static partial class TriggerRules
{
    /// <summary>An address that starts a process.</summary>
    public readonly record struct Address(string DefinitionId, string Method, string Path);

    /// <summary>The addresses of a compiled definition.</summary>
    public static IEnumerable<Address> AddressesOf(WorkflowGraph graph) =>
        graph.Triggers.Where(t => t.Name == HttpEndpoint.TypeName).Select(t => Read(graph.DefinitionId, t.Payload)).OfType<Address>();

    /// <summary>The address in a trigger's payload; null when it has none.</summary>
    public static Address? Read(string definitionId, JsonNode? payload) =>
        payload is JsonObject obj && Json.Text(obj, "Path") is { } path && Json.Text(obj, "Method") is { } method
            ? new Address(definitionId, method.ToUpperInvariant(), Parameter().Replace(path.Trim('/'), "{}").ToUpperInvariant())
            : null;

    public static void Check(CheckedDefinition definition, IReadOnlyCollection<Address> others)
    {
        if (definition.Graph is not { } graph)
        {
            return;
        }

        var own = new Dictionary<(string Method, string Path), GraphNode>();
        foreach (var trigger in graph.Triggers.Where(t => t.Name == HttpEndpoint.TypeName))
        {
            if (Read(graph.DefinitionId, trigger.Payload) is not { } address || definition.Nodes.FirstOrDefault(n => n.Activity.Id == trigger.ActivityId) is not { } node)
            {
                continue;
            }

            var written = $"{address.Method} {Json.Text((JsonObject)trigger.Payload!, "Path")}";
            if (own.TryGetValue((address.Method, address.Path), out var first))
            {
                if (first != node)
                {
                    definition.Error(
                        node, "http.path-twice", $"'{definition.NameOf(first)}' and '{definition.NameOf(node)}' both answer to {written}.",
                        definition.NameOf(first), definition.NameOf(node), written);
                }

                continue;
            }

            own[(address.Method, address.Path)] = node;
            if (others.FirstOrDefault(o => (o.Method, o.Path) == (address.Method, address.Path)).DefinitionId is { } other)
            {
                definition.Error(
                    node, "http.path-taken", $"'{definition.NameOf(node)}' answers to {written}, which starts the process '{other}' already.",
                    definition.NameOf(node), written, other);
            }
        }
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
