using System.Text.Json.Nodes;
using Ledger.Activities.Folios;
using Ledger.Domain.Folios;
using Ledger.Domain.Tests.Folios;
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

namespace Ledger.Activities.Tests.Folios;

/// <summary>The engine with the shipped definitions over a company's folios: head office and two branches in one installation.</summary>
internal sealed class FolioHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly string _inboxes = Directory.CreateTempSubdirectory("ledger-folios-").FullName;

    private FolioHost(FolioBranches site, Action<FolioInboxOptions>? inbox)
    {
        Site = site;
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(site.Database);
        services.AddSingleton(site.Database.Clock);
        services.AddSingleton(new MessageCatalog().Add(typeof(FolioTexts)).Add(typeof(ActivityTexts)).AddWorkflowPeopleTexts());
        services.AddWorkflowCore().AddActivitiesFrom<WorkflowException>().AddWorkflowRuntime().AddWorkflowPeople().AddLedgerActivities();
        services.AddSingleton(site.Vault).AddSingleton(CafFixture.Keys);
        services.Configure<FolioInboxOptions>(options =>
        {
            (options.InboxFolder, options.SettlesAfter) = (_inboxes, TimeSpan.Zero);
            inbox?.Invoke(options);
        });
        _services = services.BuildServiceProvider();
        Announcements.Connect(_services);
    }

    public FolioBranches Site { get; }

    /// <summary>The company's folder of files to be imported.</summary>
    public string Inbox => Directory.CreateDirectory(Path.Combine(_inboxes, CafFixture.Rut)).FullName;

    /// <summary>Enters, and looks at what was refused.</summary>
    public TaskPerson Operator => new(Site.Books.Actor with { UserId = 7 }, ["Operator"]);

    public static async Task<FolioHost> CreateAsync(DatabaseKind kind = DatabaseKind.Sqlite, Action<FolioInboxOptions>? inbox = null)
    {
        var site = await FolioBranches.OpenAsync(kind);
        await SchemaMigrator.MigrateAsync(site.Database, [c => new WorkflowsDb(LedgerDbContext.Options<WorkflowsDb>(kind, c, WorkflowsDb.HistoryTable))]);
        var host = new FolioHost(site, inbox);
        var entries = await host.Get<IFolderImporter>().ImportAsync(ProcessHost.DefinitionsFolder, Actor.System(site.Books.CompanyId));
        entries.Should().NotBeEmpty().And.OnlyContain(e => e.Status == FolderImportStatus.Imported, "what is shipped must publish");
        return host;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task<InstanceDetail> RunAsync(string definitionId, JsonObject? input = null)
    {
        var started = await Get<IWorkflowRuntime>().StartAsync(new StartWorkflow(definitionId, Site.Books.Actor) { Input = input ?? [] });
        await DrainAsync();
        return await InstanceAsync(started.InstanceId);
    }

    public Task DrainAsync() => Get<WorkflowWorker>().DrainAsync();

    public async Task<InstanceDetail> InstanceAsync(long id) => (await Get<IInstanceQueries>().FindAsync(Site.Books.CompanyId, id))!;

    public async Task<IReadOnlyList<HumanTaskInfo>> TasksAsync() => [.. (await Get<IHumanTasks>().ListAsync(Operator, new TaskQuery(), new PageRequest())).Items];

    public Task PutAsync(string name, byte[] content) => File.WriteAllBytesAsync(Path.Combine(Inbox, name), content);

    public static byte[] Caf(int type = 33, long first = 1, long last = 50, string rut = CafFixture.Rut) => CafFixture.Bytes(CafFixture.Text(type, first, last, rut: rut));

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Site.DisposeAsync();
        Directory.Delete(_inboxes, recursive: true);
    }
}
