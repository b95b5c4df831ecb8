using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Foundation.Texts;
using Ledger.Testing;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.HumanTasks;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Queue;
using Ledger.Workflows.Tests.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Workflows.Tests;

/// <summary>Core, runtime and people's part put together as a host does, on a real database; nothing runs by itself.</summary>
internal sealed class PeopleHost : IAsyncDisposable
{
    public const long Company = 7;

    private readonly TestDatabase _test;
    private readonly ServiceProvider _services;

    private PeopleHost(TestDatabase test, HandClock clock, Action<IServiceCollection>? configure)
    {
        _test = test;
        Clock = clock;
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(test.Database);
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton(new MessageCatalog().AddWorkflowPeopleTexts());
        configure?.Invoke(services);
        services.AddSingleton(Probe);
        services.AddWorkflowRuntime().AddWorkflowCore().AddWorkflowPeople().AddActivitiesFrom<Probe>();
        _services = services.BuildServiceProvider();
    }

    public static Actor Owner { get; } = new(Company, 1, "ana");

    public LedgerDatabase Database => _test.Database;

    public TestDatabase Test => _test;

    public HandClock Clock { get; }

    public Probe Probe { get; } = new();

    public IDefinitions Definitions => Get<IDefinitions>();

    public IHumanTasks Tasks => Get<IHumanTasks>();

    public IWorkflowRuntime Runtime => Get<IWorkflowRuntime>();

    public static async Task<PeopleHost> CreateAsync(DatabaseKind kind, Action<IServiceCollection>? configure = null)
    {
        var clock = new HandClock();
        return new PeopleHost(await WorkflowDatabase.CreateAsync(kind, clock), clock, configure);
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public static TaskPerson Person(long userId, params string[] roles) => new(new Actor(Company, userId, $"user{userId}"), roles);

    public Task<DefinitionImport> ImportAsync(JsonObject definition, bool? publish = true) =>
        Definitions.ImportAsync(definition, "api", publish, Owner);

    public Task<StartedInstance> StartAsync(string definitionId, JsonObject? input = null, Actor? actor = null) =>
        Runtime.StartAsync(new StartWorkflow(definitionId, actor ?? Owner) { Input = input });

    public Task DrainAsync() => Get<WorkflowWorker>().DrainAsync();

    public async Task<InstanceDetail> DetailAsync(long id) => (await Get<IInstanceQueries>().FindAsync(Company, id))!;

    public async Task<WorkflowSubStatus> StatusAsync(long id) => (await DetailAsync(id)).Summary.SubStatus;

    public async Task<IReadOnlyList<string>> LinesAsync(long id) =>
        [.. (await Get<IInstanceQueries>().JournalAsync(Company, id)).Where(e => e.EventName == "Line").Select(e => e.Message!)];

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _test.DisposeAsync();
    }
}
