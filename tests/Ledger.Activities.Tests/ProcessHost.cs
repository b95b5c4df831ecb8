using System.Text.Json.Nodes;
using Ledger.Activities.Imports;
using Ledger.Domain.Imports;
using Ledger.Domain.MassPayments;
using Ledger.Domain.Tests.MassPayments;
using Ledger.Foundation;
using Ledger.Foundation.Paging;
using Ledger.Foundation.Texts;
using Ledger.Workflows;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.HumanTasks;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Persistence;
using Ledger.Workflows.Queue;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Activities.Tests;

/// <summary>The engine with all of Ledger's activities over a company's books, and the shipped definitions published.</summary>
internal sealed class ProcessHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private ProcessHost(PaymentBooks books)
    {
        Books = books;
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(books.Database);
        services.AddSingleton(books.Database.Clock);
        services.AddSingleton(new MessageCatalog().Add(typeof(MassPaymentTexts)).Add(typeof(ActivityTexts)).Add(typeof(ImportTexts)).AddWorkflowPeopleTexts());
        services.AddWorkflowCore().AddActivitiesFrom<WorkflowException>().AddWorkflowRuntime().AddWorkflowPeople().AddLedgerActivities();
        services.Configure<ImportOptions>(options => options.Folder = ImportFolder);
        _services = services.BuildServiceProvider();
    }

    public PaymentBooks Books { get; }

    /// <summary>Where this host's processes find files to import.</summary>
    public string ImportFolder { get; } = Directory.CreateTempSubdirectory("ledger-imports").FullName;

    public IWorkflowRuntime Runtime => Get<IWorkflowRuntime>();

    public IHumanTasks Tasks => Get<IHumanTasks>();

    /// <summary>Enters and pays.</summary>
    public TaskPerson Operator => new(Books.Ana, ["Operator"]);

    /// <summary>Authorises.</summary>
    public TaskPerson Approver => new(Books.Beto, ["Approver"]);

    public static string DefinitionsFolder => Path.Combine(AppContext.BaseDirectory, "workflows-json");

    public static async Task<ProcessHost> CreateAsync(DatabaseKind kind = DatabaseKind.Sqlite)
    {
        var books = await PaymentBooks.CreateAsync(kind);
        await SchemaMigrator.MigrateAsync(books.Database, [c => new WorkflowsDb(LedgerDbContext.Options<WorkflowsDb>(kind, c, WorkflowsDb.HistoryTable))]);
        await AddPeopleAndRatesAsync(books);
        var host = new ProcessHost(books);
        // As the host does it: one process may start another that comes later in the folder.
        var entries = await host.Get<IFolderImporter>().ImportAsync(DefinitionsFolder, Actor.System(PaymentBooks.CompanyId));
        entries.Should().NotBeEmpty().And.OnlyContain(e => e.Status == FolderImportStatus.Imported, "what is shipped must publish");
        return host;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task<long> StartAsync(string definitionId, JsonObject input, Actor? actor = null)
    {
        var started = await Runtime.StartAsync(new StartWorkflow(definitionId, actor ?? Books.Ana) { Input = input });
        await DrainAsync();
        return started.InstanceId;
    }

    public Task DrainAsync() => Get<WorkflowWorker>().DrainAsync();

    /// <summary>The one task that the person may do now.</summary>
    public async Task<HumanTaskInfo> TaskAsync(TaskPerson person)
    {
        var page = await Tasks.ListAsync(person, new TaskQuery(), new PageRequest());
        return page.Items.Should().ContainSingle().Which;
    }

    /// <summary>Completes the person's one task, which must be the named step, and lets the process go on.</summary>
    public async Task<HumanTaskInfo> DecideAsync(TaskPerson person, string activityId, string outcome, JsonObject? answer = null)
    {
        var task = await TaskAsync(person);
        task.ActivityId.Should().Be(activityId);
        var done = await Tasks.CompleteAsync(person, task.Id, outcome, answer);
        await DrainAsync();
        return done;
    }

    public async Task<InstanceDetail> InstanceAsync(long id) => (await Get<IInstanceQueries>().FindAsync(PaymentBooks.CompanyId, id))!;

    public async Task<MassPayment> OnlyPaymentAsync() => (await Books.AllAsync<MassPayment>()).Should().ContainSingle().Which;

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Books.DisposeAsync();
        Directory.Delete(ImportFolder, recursive: true);
    }

    private static Task AddPeopleAndRatesAsync(PaymentBooks books) => books.DoAsync(books.Ana, async session =>
    {
        foreach (var actor in new[] { books.Ana, books.Beto })
        {
            session.Db.Add(new Domain.Users.LedgerUser
            {
                Id = actor.UserId!.Value,
                UserName = actor.Name,
                NormalizedUserName = actor.Name.ToUpperInvariant(),
                DisplayName = actor.Name,
                SecurityStamp = "s",
            });
        }

        session.Db.Add(new Domain.ExchangeRates.ExchangeRate
        {
            Id = session.NewId(),
            CompanyId = PaymentBooks.CompanyId,
            Currency = "USD",
            Date = PaymentBooks.Today.AddDays(-1),
            Rate = PaymentBooks.Rate,
        });
        await session.SaveAsync();
    });
}
