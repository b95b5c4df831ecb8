using System.Text.Json.Nodes;
using Ledger.Activities;
using Ledger.Activities.Folios;
using Ledger.Activities.Imports;
using Ledger.Api.Folios;
using Ledger.Api.Hosting;
using Ledger.Api.Workflows;
using Ledger.Domain;
using Ledger.Domain.Folios;
using Ledger.Foundation;
using Ledger.Foundation.Texts;
using Ledger.Workflows;
using Ledger.Workflows.Activities.Http;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.HumanTasks;
using Ledger.Workflows.Mail;
using Ledger.Workflows.Validation;
using Microsoft.AspNetCore.DataProtection;

namespace Ledger.Api.Scenarios;

/// <summary>
/// All that a scenario runs on: the real engine, domain and activities over a database of its own, with a clock that is
/// moved by hand. Mails are kept, calls to other servers are answered by the scenario, files lie in a folder of its own:
/// nothing of it reaches the network, the books or the folders of the installation.
/// </summary>
internal sealed class ScenarioWorld : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly DirectoryInfo _folder;
    private readonly bool _keeps;

    private ScenarioWorld(DirectoryInfo folder, LedgerDatabase database, MovedClock clock, Scenario scenario, long company, bool keeps)
    {
        _folder = folder;
        _keeps = keeps;
        Database = database;
        Clock = clock;
        CompanyId = company;
        Servers = new StubbedServers(scenario.Http);
        ImportFolder = folder.CreateSubdirectory("imports").FullName;
        FolioFolder = folder.CreateSubdirectory("folios-inbox").FullName;
        _services = Register(scenario).BuildServiceProvider();
        Announcements.Connect(_services);
    }

    /// <summary>The database.</summary>
    public LedgerDatabase Database { get; }

    /// <summary>The clock.</summary>
    public MovedClock Clock { get; }

    /// <summary>The company.</summary>
    public long CompanyId { get; }

    /// <summary>The mails that were sent.</summary>
    public CapturedMails Mails { get; } = new();

    /// <summary>The other servers.</summary>
    public StubbedServers Servers { get; }

    /// <summary>Where files to import lie.</summary>
    public string ImportFolder { get; }

    /// <summary>Where folio files to import lie, by company.</summary>
    public string FolioFolder { get; }

    /// <summary>Makes folio files that only this world takes for the tax authority's.</summary>
    public FolioFileMaker Folios { get; } = new();

    /// <summary>Where everything of this scenario lies.</summary>
    public string Folder => _folder.FullName;

    /// <summary>The day in Santiago.</summary>
    public DateOnly Today => ScenarioTime.DayOf(Clock.GetUtcNow());

    /// <summary>Opens a world of its own.</summary>
    public static async Task<ScenarioWorld> OpenAsync(ScenarioTemplate template, Scenario scenario, bool keeps)
    {
        var folder = Directory.CreateTempSubdirectory("ledger-scenario-");
        var file = Path.Combine(folder.FullName, "ledger.db");
        await template.CopyAsync(file);
        var clock = new MovedClock(scenario.Now is { } now ? ScenarioTime.Read(now) : ScenarioTime.Default);
        var database = new LedgerDatabase(DatabaseOptions.ForSqliteFile(file), clock);
        var company = (await database.QueryAsync("select id from companies", row => row.GetInt64(0)))[0];
        return new ScenarioWorld(folder, database, clock, scenario, company, keeps);
    }

    /// <summary>A service.</summary>
    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Publishes a definition; the schedule it proposes is there, paused.</summary>
    /// <returns>Why it cannot be published; empty when it is.</returns>
    public async Task<IReadOnlyList<DefinitionProblem>> PublishAsync(JsonObject definition) =>
        (await Get<IDefinitions>().ImportAsync(definition, "scenario", true, Actor.System(CompanyId, "scenario"))).Problems;

    /// <summary>The person of a name.</summary>
    /// <exception cref="ScenarioFailedException"><c>scenario.person-unknown</c>.</exception>
    public async Task<TaskPerson> PersonAsync(string name, string place)
    {
        var rows = await Database.QueryAsync(
            "select u.id, u.user_name, r.role from users u join user_roles r on r.user_id = u.id where u.normalized_user_name = $1 and r.company_id = $2",
            row => (Id: row.GetInt64(0), Name: row.GetString(1), Role: row.GetString(2)), name.ToUpperInvariant(), CompanyId);
        return rows.Count > 0
            ? new TaskPerson(new Actor(CompanyId, rows[0].Id, rows[0].Name), [.. rows.Select(r => r.Role)])
            : throw new ScenarioFailedException(new ScenarioProblem("scenario.person-unknown", place, null, name));
    }

    /// <summary>Changes the books as the scenario itself, as one unit of work.</summary>
    public Task DoAsync(Func<LedgerSession, Task> work) => Database.WriteAsync(Actor.System(CompanyId, "scenario"), async session =>
    {
        await work(session);
        await session.SaveAsync();
    });

    /// <summary>Lets everything run that is due.</summary>
    public Task DrainAsync(CancellationToken cancellationToken) => Get<IDueWork>().DrainAsync(cancellationToken);

    /// <summary>Moves time on, from one thing that is due to the next, and lets each run at its time.</summary>
    public async Task MoveToAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        const int stopsMax = 20_000;
        for (var stops = 0; stops < stopsMax; stops++)
        {
            if (await Get<IDueWork>().NextDueAsync() is not { } due || due > time)
            {
                Clock.MoveTo(time);
                await DrainAsync(cancellationToken);
                return;
            }

            Clock.MoveTo(due);
            await DrainAsync(cancellationToken);
        }

        throw new ScenarioFailedException(new ScenarioProblem("scenario.too-busy", "$", null, stopsMax));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Database.DisposeAsync();
        Servers.Dispose();
        if (!_keeps)
        {
            _folder.Delete(recursive: true);
        }
    }

    private ServiceCollection Register(Scenario scenario)
    {
        var texts = new MessageCatalog();
        foreach (var marker in HostModules.Texts)
        {
            texts.Add(marker);
        }

        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(Database).AddSingleton(Database.Ids).AddSingleton<TimeProvider>(Clock).AddSingleton(texts);
        services.AddSingleton<ITaskDirectory, TaskDirectory>();
        services.AddSingleton<IDefinitionSurroundings, DefinitionSurroundings>();
        services.AddSingleton<IMailTransport>(Mails);
        services.AddSingleton<ShippedSchedules>();
        services.AddWorkflowCore().AddWorkflowRuntime().AddWorkflowPeople().AddWorkflowPeopleWorkers().AddLedgerActivities();
        Pages.Tasks.TaskForms.Register(services);
        services.Configure<ImportOptions>(options => options.Folder = ImportFolder);
        services.Configure<FolioInboxOptions>(options => (options.InboxFolder, options.SettlesAfter) = (FolioFolder, TimeSpan.Zero));
        services.AddSingleton<IFolioKeyVault>(new FolioKeyVault(new EphemeralDataProtectionProvider())).AddSingleton(Folios.Keys);
        services.Configure<HttpOptions>(options =>
        {
            foreach (var host in StubbedServers.HostsOf(scenario.Http))
            {
                options.AllowedHosts.Add(host);
            }
        });
        services.ConfigureHttpClientDefaults(client => client.ConfigurePrimaryHttpMessageHandler(() => new KeptOpen(Servers)));
        services.AddHttpClient(HttpOptions.Client).ConfigurePrimaryHttpMessageHandler(() => new KeptOpen(Servers));
        return services;
    }

    // The factory disposes its handlers after a while; the servers live as long as the scenario.
    private sealed class KeptOpen(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override void Dispose(bool disposing)
        {
        }
    }
}
