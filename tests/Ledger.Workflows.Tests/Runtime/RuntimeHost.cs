using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Testing;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Graph;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Queue;
using Ledger.Workflows.Retention;
using Ledger.Workflows.Triggers;
using Ledger.Workflows.Watchdog;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Ledger.Workflows.Tests.Runtime;

/// <summary>The runtime on a real database, as a host would set it up; its worker runs when a test says so.</summary>
internal sealed class RuntimeHost : IAsyncDisposable
{
    public const long Company = 7;
    public static readonly Actor Ana = new(Company, 3, "ana");

    private readonly TestDatabase? _owned;
    private ServiceProvider _services;
    private readonly Action<WorkflowOptions>? _configure;

    private RuntimeHost(LedgerDatabase database, TestDatabase? owned, GraphShelf shelf, Probe probe, Action<WorkflowOptions>? configure)
    {
        (Database, _owned, Shelf, Probe, _configure) = (database, owned, shelf, probe, configure);
        _services = Build();
    }

    public LedgerDatabase Database { get; }

    public GraphShelf Shelf { get; }

    public Probe Probe { get; }

    public IServiceProvider Services => _services;

    public IWorkflowRuntime Runtime => _services.GetRequiredService<IWorkflowRuntime>();

    public IInstanceQueries Queries => _services.GetRequiredService<IInstanceQueries>();

    public WorkflowWorker Worker => _services.GetRequiredService<WorkflowWorker>();

    public IWatchdog Watchdog => _services.GetRequiredService<IWatchdog>();

    public IRetention Retention => _services.GetRequiredService<IRetention>();

    public HandClock Clock => (HandClock)Database.Clock;

    public static async Task<RuntimeHost> CreateAsync(
        DatabaseKind kind = DatabaseKind.Sqlite, TimeProvider? clock = null, Action<WorkflowOptions>? configure = null)
    {
        var test = await WorkflowDatabase.CreateAsync(kind, clock ?? new HandClock());
        await test.Database.WriteAsync(tx => tx.ExecuteAsync("create table effects (instance_id bigint not null, name text not null)"));
        return new RuntimeHost(test.Database, test, new GraphShelf(), new Probe(), configure);
    }

    /// <summary>Another runtime on the same database: what a restart or a second node is.</summary>
    public RuntimeHost Another() => new(Database, null, Shelf, Probe, _configure);

    public WorkflowGraph Add(JsonObject definition) =>
        Shelf.Add(definition, _services.GetRequiredService<IOptions<WorkflowOptions>>().Value, Database.Clock);

    public WorkflowGraph Add(string id, JsonObject root) => Add(Flow.Definition(id, root));

    public async Task<WorkflowGraph> PublishAsync(JsonObject definition)
    {
        var graph = Add(definition);
        await Database.WriteAsync(tx => _services.GetRequiredService<ITriggerIndex>().PublishAsync(tx, graph, Company));
        return graph;
    }

    public Task<StartedInstance> StartAsync(string definitionId, JsonObject? input = null) =>
        Runtime.StartAsync(new StartWorkflow(definitionId, Ana) { Input = input });

    public Task<StimulusResult> SendAsync(string eventName, JsonNode? input = null) => Runtime.SendAsync(Event(eventName, input));

    public static Stimulus Event(string eventName, JsonNode? input = null) =>
        new("Elsa.Event", new JsonObject { ["EventName"] = eventName }, Ana) { Input = input };

    public Task DrainAsync() => Worker.DrainAsync();

    public async Task<InstanceDetail> DetailAsync(long id) => (await Queries.FindAsync(Company, id))!;

    public async Task<WorkflowSubStatus> StatusAsync(long id) => (await DetailAsync(id)).Summary.SubStatus;

    public Task<List<string>> EffectsAsync(long? instanceId = null) => instanceId is { } id
        ? Database.QueryAsync("select name from effects where instance_id = $1", r => r.GetString(0), id)
        : Database.QueryAsync("select name from effects", r => r.GetString(0));

    public async Task<long> CountAsync(string table) => (await Database.QueryAsync($"select count(*) from {table}", r => r.GetInt64(0)))[0];

    /// <summary>The lines that WriteLine printed, in order.</summary>
    public async Task<List<string>> LinesAsync(long id) =>
        [.. (await Queries.JournalAsync(Company, id)).Where(entry => entry.EventName == "Line").Select(entry => entry.Message!)];

    /// <summary>Runs the worker as the host does, until disposed.</summary>
    public async Task<IAsyncDisposable> RunWorkerAsync()
    {
        var worker = Worker;
        await ((IHostedService)worker).StartAsync(CancellationToken.None);
        return new Running(worker);
    }

    /// <summary>Waits for something, generously: the machine may be busy.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        for (var i = 0; i < 3_000; i++)
        {
            if (await condition())
            {
                return;
            }

            await Task.Delay(20);
        }

        throw new TimeoutException($"It did not happen within a minute: {what}");
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_owned is not null)
        {
            await _owned.DisposeAsync();
        }
    }

    private ServiceProvider Build()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(Database);
        services.AddSingleton<IGraphSource>(Shelf);
        services.AddSingleton(Probe);
        services.Configure<WorkflowOptions>(options =>
        {
            options.RetryDelay = TimeSpan.FromSeconds(2);
            options.Workers = 4;
            _configure?.Invoke(options);
        });
        services.AddWorkflowRuntime();
        return services.BuildServiceProvider();
    }

    private sealed class Running(IHostedService worker) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await worker.StopAsync(CancellationToken.None);
    }
}
