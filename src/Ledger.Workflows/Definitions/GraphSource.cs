using System.Collections.Concurrent;
using System.Text.Json;
using Ledger.Foundation;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Definitions;

/// <summary>Compiles stored definitions and keeps their graphs by version id.</summary>
/// <remarks>
/// A version that was ever published never changes, nor do the definitions it uses as activities (they are pinned by
/// <see cref="DefinitionVersion.UsedVersionsJson"/>), so its graph is kept for good. A draft's graph is kept as long as
/// its content is the same, which is looked up each time. Which version is published is always read from the database:
/// publishing on one node is seen by all at once.
/// </remarks>
internal sealed class GraphSource(DefinitionTable table, GraphCompiler compiler, ActivityRegistry registry) : IGraphSource
{
    private const int DraftsMax = 200;
    private readonly ConcurrentDictionary<string, WorkflowGraph?> _published = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string VersionId, string Hash), WorkflowGraph?> _drafts = new();

    public async ValueTask<WorkflowGraph?> FindPublishedAsync(LedgerTransaction transaction, string definitionId)
    {
        var versionId = await transaction.QueryFirstAsync(
            "select version_id from definition_versions where definition_id = $1 and is_published = $2", r => r.GetString(0), definitionId, true);
        return versionId is null ? null : await FindVersionAsync(transaction, versionId);
    }

    public async ValueTask<WorkflowGraph?> FindVersionAsync(LedgerTransaction? transaction, string versionId)
    {
        if (_published.TryGetValue(versionId, out var known))
        {
            return known;
        }

        if (await table.FindVersionAsync(transaction, versionId) is not { } version)
        {
            return null;
        }

        if (version.UsedVersionsJson is { } used)
        {
            var graph = (await CompileAsync(transaction, version, JsonSerializer.Deserialize<string[]>(used))).Graph;
            return _published.GetOrAdd(versionId, graph);
        }

        if (_drafts.TryGetValue((versionId, version.ContentHash), out var draft))
        {
            return draft;
        }

        if (_drafts.Count >= DraftsMax)
        {
            _drafts.Clear();
        }

        draft = (await CompileAsync(transaction, version, null)).Graph;
        return _drafts.GetOrAdd((versionId, version.ContentHash), draft);
    }

    public async ValueTask<bool> ExistsAsync(LedgerTransaction transaction, string definitionId) =>
        await transaction.QueryFirstAsync("select 1 from definition_versions where definition_id = $1 limit 1", _ => true, definitionId);

    public async ValueTask<bool> WasPublishedAsync(LedgerTransaction? transaction, string versionId) =>
        await table.FindVersionAsync(transaction, versionId) is { UsedVersionsJson: not null };

    /// <summary>Compiles a version against the definitions it uses: those pinned, or those of now.</summary>
    public async Task<GraphCompilation> CompileAsync(LedgerTransaction? transaction, DefinitionVersion version, IReadOnlyList<string>? used)
    {
        var others = await table.FindUsableAsync(transaction, used);
        var set = new DefinitionSet(others.Where(o => o.VersionId != version.VersionId).Select(DefinitionJson.Compose));
        return compiler.Compile(DefinitionJson.Compose(version), registry, set);
    }

    /// <summary>Forgets the versions of a deleted definition.</summary>
    public void Forget(IEnumerable<string> versionIds)
    {
        foreach (var versionId in versionIds)
        {
            _published.TryRemove(versionId, out _);
        }
    }
}
