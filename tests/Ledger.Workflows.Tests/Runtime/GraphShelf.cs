using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Graph;
using Microsoft.Extensions.Options;

namespace Ledger.Workflows.Tests.Runtime;

/// <summary>Compiled definitions held in memory, in place of the definitions' store.</summary>
internal sealed class GraphShelf : IGraphSource
{
    private readonly ConcurrentDictionary<string, WorkflowGraph> _versions = new();
    private readonly ConcurrentDictionary<string, WorkflowGraph> _published = new();
    private readonly List<JsonObject> _definitions = [];

    public WorkflowGraph Add(JsonObject definition, WorkflowOptions options, TimeProvider clock)
    {
        lock (_definitions)
        {
            _definitions.Add(definition);
            var registry = new ActivityRegistry(options.ActivityAssemblies.Append(typeof(GraphShelf).Assembly));
            var graph = new GraphCompiler(Options.Create(options), clock)
                .Compile(definition, registry, new DefinitionSet(_definitions)).Require(definition["definitionId"]!.GetValue<string>());
            _versions[graph.VersionId] = graph;
            _published[graph.DefinitionId] = graph;
            return graph;
        }
    }

    public void Retract(string definitionId) => _published.TryRemove(definitionId, out _);

    public void Forget(string versionId) => _versions.TryRemove(versionId, out _);

    public ValueTask<WorkflowGraph?> FindPublishedAsync(LedgerTransaction transaction, string definitionId) =>
        new(_published.GetValueOrDefault(definitionId));

    public ValueTask<WorkflowGraph?> FindVersionAsync(LedgerTransaction? transaction, string versionId) =>
        new(_versions.GetValueOrDefault(versionId));

    public ValueTask<bool> WasPublishedAsync(LedgerTransaction? transaction, string versionId) => new(true);

    public ValueTask<bool> ExistsAsync(LedgerTransaction transaction, string definitionId) =>
        new(_versions.Values.Any(v => v.DefinitionId == definitionId));
}
