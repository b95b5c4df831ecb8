using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Workflows;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Graph;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ledger.Benchmarks;

/// <summary>The engine on a fresh SQLite file, set up as the host does it.</summary>
internal sealed class BenchmarkHost : IAsyncDisposable
{
    public static readonly Actor Actor = new(1, 1, "bench");

    private readonly ServiceProvider _services;

    private BenchmarkHost(LedgerDatabase database, Shelf shelf)
    {
        Database = database;
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        services.AddSingleton(database);
        services.AddSingleton<IGraphSource>(shelf);
        services.AddWorkflowRuntime();
        _services = services.BuildServiceProvider();
    }

    public LedgerDatabase Database { get; }

    public IWorkflowRuntime Runtime => _services.GetRequiredService<IWorkflowRuntime>();

    public static async Task<BenchmarkHost> CreateAsync(string folder, params JsonObject[] definitions)
    {
        var database = new LedgerDatabase(DatabaseOptions.ForSqliteFile(Path.Combine(folder, "ledger.db")));
        await SchemaMigrator.MigrateAsync(
            database, [c => new WorkflowsDb(LedgerDbContext.Options<WorkflowsDb>(DatabaseKind.Sqlite, c, WorkflowsDb.HistoryTable))]);
        return new BenchmarkHost(database, new Shelf(definitions));
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Database.DisposeAsync();
    }

    private sealed class Shelf : IGraphSource
    {
        private readonly Dictionary<string, WorkflowGraph> _graphs = [];

        public Shelf(IEnumerable<JsonObject> definitions)
        {
            var options = Options.Create(new WorkflowOptions());
            var registry = new ActivityRegistry(options.Value.ActivityAssemblies.Append(typeof(Shelf).Assembly));
            foreach (var definition in definitions)
            {
                var graph = new GraphCompiler(options, TimeProvider.System).Compile(definition, registry, DefinitionSet.Empty).Require("bench");
                _graphs[graph.DefinitionId] = graph;
                _graphs[graph.VersionId] = graph;
            }
        }

        public ValueTask<WorkflowGraph?> FindPublishedAsync(LedgerTransaction transaction, string definitionId) => new(_graphs[definitionId]);

        public ValueTask<WorkflowGraph?> FindVersionAsync(LedgerTransaction? transaction, string versionId) => new(_graphs[versionId]);

        public ValueTask<bool> WasPublishedAsync(LedgerTransaction? transaction, string versionId) => new(true);

        public ValueTask<bool> ExistsAsync(LedgerTransaction transaction, string definitionId) => new(_graphs.ContainsKey(definitionId));
    }
}
