using Ledger.Domain.Folios;
using Ledger.Domain.Tests.Folios;
using Ledger.Foundation;
using Ledger.Foundation.Paging;
using Ledger.Foundation.Texts;
using Ledger.Workflows;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Mail;
using Ledger.Workflows.Persistence;
using Ledger.Workflows.Queue;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Activities.Tests.Folios;

/// <summary>A company's folio circuit and an engine with one definition for each end, which sends its mails.</summary>
internal sealed class FolioMailHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private FolioMailHost(FolioBranches site, Action<MailOptions>? mail)
    {
        Site = site;
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(site.Database);
        services.AddSingleton(site.Database.Clock);
        services.AddSingleton(new MessageCatalog().Add(typeof(FolioTexts)).Add(typeof(ActivityTexts)).AddWorkflowPeopleTexts());
        services.AddWorkflowCore().AddActivitiesFrom<WorkflowException>().AddWorkflowRuntime().AddWorkflowPeople().AddLedgerActivities();
        services.AddSingleton<OutboxWorker>();
        services.Configure<MailOptions>(options => mail?.Invoke(options));
        _services = services.BuildServiceProvider();
    }

    public FolioBranches Site { get; }

    public static async Task<FolioMailHost> CreateAsync(DatabaseKind kind = DatabaseKind.Sqlite, Action<MailOptions>? mail = null)
    {
        var site = await FolioBranches.OpenAsync(kind);
        await SchemaMigrator.MigrateAsync(site.Database, [c => new WorkflowsDb(LedgerDbContext.Options<WorkflowsDb>(kind, c, WorkflowsDb.HistoryTable))]);
        var host = new FolioMailHost(site, mail);
        var folder = Directory.CreateTempSubdirectory("ledger-definitions-");
        foreach (var end in Enum.GetNames<FolioEnd>())
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"mails-{end}.json"), Definition(end));
        }

        var entries = await host.Get<IFolderImporter>().ImportAsync(folder.FullName, Actor.System(site.Books.CompanyId));
        folder.Delete(recursive: true);
        entries.Should().HaveCount(2).And.OnlyContain(e => e.Status == FolderImportStatus.Imported);
        return host;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Runs the step once from start to end.</summary>
    public async Task<InstanceDetail> RunAsync(FolioEnd end)
    {
        var started = await StartAsync(end);
        await Get<WorkflowWorker>().DrainAsync();
        return (await Get<IInstanceQueries>().FindAsync(Site.Books.CompanyId, started))!;
    }

    public async Task<long> StartAsync(FolioEnd end) =>
        (await Get<IWorkflowRuntime>().StartAsync(new StartWorkflow($"mails-{end}", Site.Books.Actor))).InstanceId;

    /// <summary>The outbox, the oldest first.</summary>
    public async Task<IReadOnlyList<MailContent>> MailsAsync()
    {
        var outbox = Get<IOutbox>();
        var page = await outbox.ListAsync(Site.Books.CompanyId, null, new PageRequest());
        var mails = new List<MailContent>();
        foreach (var mail in page.Items.OrderBy(m => m.Id))
        {
            mails.Add((await outbox.FindAsync(Site.Books.CompanyId, mail.Id))!);
        }

        return mails;
    }

    /// <summary>Sends what is due now.</summary>
    public async Task SendAsync()
    {
        while (await Get<OutboxWorker>().RunDueAsync(CancellationToken.None))
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Site.DisposeAsync();
    }

    private static string Definition(string end) =>
        $$"""
        {
          "id": "mails-{{end}}-1", "definitionId": "mails-{{end}}", "name": "Mails {{end}}", "version": 1, "isLatest": true, "isPublished": true,
          "variables": [], "inputs": [], "outputs": [], "outcomes": [], "customProperties": {}, "options": {},
          "root": {
            "id": "flow", "nodeId": "Workflow1:flow", "name": "Flowchart1", "type": "Elsa.Flowchart", "version": 1, "start": "send",
            "customProperties": {}, "metadata": {}, "variables": [], "connections": [],
            "activities": [
              {
                "id": "send", "nodeId": "Workflow1:flow:send", "name": "send", "type": "Ledger.SendFolioMails", "version": 1, "customProperties": {}, "metadata": {},
                "end": { "typeName": "String", "expression": { "type": "Literal", "value": "{{end}}" } }
              }
            ]
          }
        }
        """;
}
