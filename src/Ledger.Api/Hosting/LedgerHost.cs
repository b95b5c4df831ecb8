using Ledger.Api.Hosting.Keys;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Api.Pages;
using Ledger.Api.Studio;
using Ledger.Domain;
using Ledger.Domain.Users;
using Ledger.Foundation;
using Ledger.Foundation.Nodes;
using Ledger.Foundation.Texts;
using Ledger.Workflows.Persistence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Ledger.Api.Hosting;

/// <summary>Puts the parts together: one database, one node number, domain, engine, HTTP. The command line uses the same host without HTTP.</summary>
internal static class LedgerHost
{
    /// <summary>Where a server listens unless told otherwise.</summary>
    public const string DefaultUrl = "http://localhost:5080";

    /// <summary>Migrates the database, takes a node number and builds the host. Nothing runs before it is started.</summary>
    public static async Task<WebApplication> CreateAsync(HostSettings settings, CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(LedgerHost).Assembly.GetName().Name, // under a test runner the entry assembly is another
        });
        Configure(builder, settings);
        var options = DatabaseOf(builder.Configuration, settings);
        var lease = await JoinAsync(options, settings.Clock, cancellationToken);
        var database = new LedgerDatabase(options, settings.Clock, lease.Number);
        lease.Use(database);
        var texts = new MessageCatalog().Add(typeof(HostTexts));
        builder.Services
            .AddSingleton(settings)
            .AddSingleton(settings.Clock)
            .AddSingleton(database)
            .AddSingleton(database.Ids)
            .AddSingleton(texts)
            // A factory, so that the container disposes it (gives the number back) before the database.
            .AddSingleton(_ => lease);
        builder.Services.AddHostedService<NodeHeartbeat>();
        builder.Services.AddHostedService<Housekeeping>();
        if (!settings.Serves)
        {
            builder.Services.AddSingleton<Microsoft.AspNetCore.Hosting.Server.IServer, NoServer>();
        }

        Telemetry.Add(builder, lease.Number);
        HostModules.Add(builder, settings, texts);
        AddIdentity(builder.Services);
        Ledger.Api.Folios.FolioServices.Add(builder, Path.GetFullPath(settings.DataFolder));
        AddHttp(builder, settings);
        if (settings.Serves)
        {
            PageSetup.Add(builder);
            Ledger.Api.Setup.SetupEndpoints.Add(builder.Services);
            Ledger.Api.Designer.Instances.Live.LiveSetup.Add(builder.Services);
        }

        var app = builder.Build();
        _ = app.Services.GetRequiredService<NodeLease>();
        Ledger.Activities.Announcements.Connect(app.Services);
        Ledger.Api.Folios.FolioServices.Announce(app.Services);
        if (settings.Serves)
        {
            LedgerPipeline.Use(app);
        }

        return app;
    }

    /// <summary>Brings a database to this version's schema.</summary>
    public static Task MigrateAsync(LedgerDatabase database, CancellationToken cancellationToken) => SchemaMigrator.MigrateAsync(
        database,
        [
            c => new LedgerDb(LedgerDbContext.Options<LedgerDb>(database.Kind, c, LedgerDb.HistoryTable)),
            c => new WorkflowsDb(LedgerDbContext.Options<WorkflowsDb>(database.Kind, c, WorkflowsDb.HistoryTable)),
            c => new HostDb(LedgerDbContext.Options<HostDb>(database.Kind, c, HostDb.HistoryTable)),
        ],
        cancellationToken);

    private static void Configure(WebApplicationBuilder builder, HostSettings settings)
    {
        var file = Path.GetFullPath(Path.Combine(settings.DataFolder, "settings.json"));
        builder.Configuration
            .AddJsonFile(file, optional: true, reloadOnChange: false)
            .AddEnvironmentVariables()
            .AddInMemoryCollection(settings.Overrides);
        builder.Logging.ClearProviders();
        if (settings.IsQuiet)
        {
            builder.Logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Error);
            builder.Logging.AddFilter((_, level) => level >= LogLevel.Error);
        }
        else if (builder.Configuration.GetValue("Ledger:Logging:Json", false))
        {
            builder.Logging.AddJsonConsole(console => console.IncludeScopes = true);
        }
        else
        {
            builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        }
    }

    private static DatabaseOptions DatabaseOf(IConfiguration configuration, HostSettings settings)
    {
        var section = configuration.GetSection("Ledger:Database");
        var options = section["ConnectionString"] is null
            ? DatabaseOptions.ForSqliteFile(Path.Combine(settings.DataFolder, "ledger.db"))
            : new DatabaseOptions();
        section.Bind(options);
        return options;
    }

    private static async Task<NodeLease> JoinAsync(DatabaseOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var database = new LedgerDatabase(options, clock);
        await MigrateAsync(database, cancellationToken);
        return await NodeLease.JoinAsync(database, $"{Environment.MachineName}/{Environment.ProcessId}", cancellationToken);
    }

    private static void AddIdentity(IServiceCollection services)
    {
        AuthSchemes.Add(services);
        services.AddAuthorization(Policies.Add);
        services.AddSingleton<IPasswordHasher<LedgerUser>>(_ => new PasswordHasher<LedgerUser>());
        services.AddSingleton<SignInLimits>().AddSingleton<SignIn>().AddSingleton<Callers>().AddSingleton<Colleagues>();
        services.AddDataProtection().SetApplicationName("ledger");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
            options => options.XmlRepository = new DatabaseKeyRing(provider.GetRequiredService<LedgerDatabase>())));
    }

    private static void AddHttp(WebApplicationBuilder builder, HostSettings settings)
    {
        builder.WebHost.UseUrls((settings.Urls ?? builder.Configuration["Ledger:Urls"] ?? DefaultUrl).Split(';'));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1024 * 1024; // uploads say more for themselves
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));
        builder.Services.ConfigureHttpJsonOptions(json => LedgerJson.Apply(json.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton<UnitOfWork>();
        builder.Services.AddSingleton<Ledger.Api.MassPayments.ProcessGuard>().AddSingleton<Ledger.Api.MassPayments.MassPaymentHistory>().AddSingleton<Ledger.Api.MassPayments.MassPaymentDesk>();
        builder.Services.AddSingleton(provider => new StudioFolder(provider.GetRequiredService<IConfiguration>())).AddSingleton<StudioPages>();
        builder.Services.AddSingleton<Problems>();
        builder.Services.AddExceptionHandler<Problems>();
        builder.Services.AddProblemDetails();
        LedgerOpenApi.Add(builder.Services);
        Designer.Definitions.DesignerDefinitionEndpoints.Add(builder.Services);
    }
}
