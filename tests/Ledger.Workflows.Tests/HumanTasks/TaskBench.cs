using Ledger.Foundation;
using Ledger.Testing;
using Ledger.Workflows.HumanTasks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Ledger.Workflows.Tests.HumanTasks;

/// <summary>The task store on a real database, with a runtime that only notes whom it resumed.</summary>
internal sealed class TaskBench : IAsyncDisposable
{
    public const long Company = 7;

    private readonly TestDatabase _test;

    private TaskBench(TestDatabase test, HandClock clock)
    {
        _test = test;
        Clock = clock;
        Runtime = new NotingRuntime(test.Database);
        Changes = new TaskChanges(NullLogger<TaskChanges>.Instance);
        Log = new TaskLog(test.Database, Changes);
        Creation = new TaskCreation(test.Database, Log);
        Tasks = new Ledger.Workflows.HumanTasks.HumanTasks(
            test.Database, Runtime, new TaskLists(test.Database), Log, Options.Create(new TaskOptions()));
    }

    public LedgerDatabase Database => _test.Database;

    public HandClock Clock { get; }

    public NotingRuntime Runtime { get; }

    public TaskChanges Changes { get; }

    public TaskLog Log { get; }

    public TaskCreation Creation { get; }

    public IHumanTasks Tasks { get; }

    public static async Task<TaskBench> CreateAsync(DatabaseKind kind)
    {
        var clock = new HandClock();
        return new TaskBench(await WorkflowDatabase.CreateAsync(kind, clock), clock);
    }

    public static TaskPerson Person(long userId, params string[] roles) =>
        new(new Actor(Company, userId, $"user{userId}"), roles);

    public static TaskPerson Coordinator(long userId = 900) =>
        new(new Actor(Company, userId, $"user{userId}"), ["ProcessOwner"], MayCoordinate: true);

    public static NewTask Task(string title = "Authorise", params string[] roles) => new()
    {
        CompanyId = Company,
        InstanceId = 1,
        BookmarkId = 11,
        ExecutionId = Guid.NewGuid().ToString("N"),
        DefinitionId = "mass-payment",
        ActivityId = "authorise",
        Title = title,
        Outcomes = ["Approved", "Rejected"],
        CandidateRoles = roles.Length == 0 ? ["Approver"] : roles,
    };

    public Task<long> AddAsync(NewTask task) =>
        Database.WriteAsync(tx => Creation.CreateAsync(tx, task, Actor.System(Company)));

    public ValueTask DisposeAsync() => _test.DisposeAsync();
}
