using Ledger.Foundation;
using Ledger.Foundation.Texts;
using Ledger.Workflows.Activities.Http;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Execution;
using Ledger.Workflows.Graph;
using Ledger.Workflows.Hosting;
using Ledger.Workflows.HumanTasks;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Mail;
using Ledger.Workflows.Schedules;
using Ledger.Workflows.Validation;
using Ledger.Workflows.Watchdog;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Ledger.Workflows;

/// <summary>Registers what people meet of the engine: definitions, tasks, mail, schedules, HTTP.</summary>
public static class WorkflowPeopleRegistration
{
    /// <summary>
    /// Adds <see cref="IDefinitions"/>, <see cref="IGraphSource"/>, <see cref="IFolderImporter"/>, <see cref="IHumanTasks"/>,
    /// <see cref="ITaskChanges"/>, <see cref="IOutbox"/>, <see cref="IMailTransport"/>, <see cref="ISchedules"/> and <see cref="IHttpWorkflowGateway"/>. Nothing
    /// runs by itself; see <see cref="AddWorkflowPeopleWorkers"/>.
    /// </summary>
    /// <remarks>
    /// Needs <see cref="ServiceRegistration.AddWorkflowCore"/>, <see cref="WorkflowRuntimeRegistration.AddWorkflowRuntime"/>, the
    /// database, logging and a <see cref="MessageCatalog"/> (see <see cref="AddWorkflowPeopleTexts"/>). The host registers its
    /// own <see cref="ITaskDirectory"/>; without one nobody can be written to.
    /// </remarks>
    public static IServiceCollection AddWorkflowPeople(this IServiceCollection services)
    {
        services.AddOptions<MailOptions>().ValidateDataAnnotations();
        services.AddOptions<TaskOptions>().ValidateDataAnnotations();
        services.AddOptions<ScheduleOptions>().ValidateDataAnnotations();

        services.AddOptions<HttpOptions>().ValidateDataAnnotations();

        services.AddSingleton<DefinitionTable>();
        services.AddSingleton<GraphSource>();
        services.AddSingleton<IGraphSource>(provider => provider.GetRequiredService<GraphSource>());
        services.AddSingleton<Definitions.Definitions>();
        services.AddSingleton<UsedActivityTypes>();
        services.AddSingleton(provider => new ActivityTrial(
            provider.GetRequiredService<LedgerDatabase>(), provider.GetRequiredService<GraphSource>(), provider.GetRequiredService<ActivityRegistry>(),
            provider.GetRequiredService<BurstRunner>(), provider.GetRequiredService<IServiceScopeFactory>()));
        services.AddSingleton<IDefinitionEditing>(provider => provider.GetRequiredService<Definitions.Definitions>());
        services.AddSingleton<IDefinitions>(provider => provider.GetRequiredService<Definitions.Definitions>());
        services.AddSingleton<IFolderImporter, FolderImporter>();
        services.AddSingleton<DefinitionExaminer>();
        services.AddSingleton<IDefinitionValidator, DefinitionValidator>();
        services.TryAddSingleton<IDefinitionSurroundings, NoSurroundings>();

        services.AddSingleton<TaskChanges>();
        services.AddSingleton<ITaskChanges>(provider => provider.GetRequiredService<TaskChanges>());
        services.AddSingleton<TaskLog>();
        services.AddSingleton<TaskCreation>();
        services.AddSingleton<TaskLists>();
        services.AddSingleton<TaskSignal>();
        services.AddSingleton<IHumanTasks, HumanTasks.HumanTasks>();
        services.TryAddSingleton<ITaskDirectory, UnknownPeople>();
        services.AddSingleton<IWorkflowObserver, TaskEnds>();
        services.AddSingleton<IWatchdogCheck, DecidedTaskCheck>();

        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<IOutbox, Outbox>();
        services.TryAddSingleton<PickupMailTransport>();
        services.TryAddSingleton<SmtpMailTransport>();
        services.TryAddSingleton<IMailTransport>(provider =>
            provider.GetRequiredService<IOptions<MailOptions>>().Value.Transport == MailTransportKind.Smtp
                ? provider.GetRequiredService<SmtpMailTransport>()
                : provider.GetRequiredService<PickupMailTransport>());

        services.AddSingleton<ScheduleSignal>();
        services.AddSingleton<ScheduleRuns>();
        services.AddSingleton<ISchedules, Schedules.Schedules>();
        services.AddSingleton<IWorkflowObserver, ScheduleRunEnds>();

        services.AddSingleton<IHttpWorkflowGateway, HttpWorkflowGateway>();
        services.AddHttpClient(HttpCall.Client, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        return services;
    }

    /// <summary>Adds the workers: mails, reminders and escalations, schedules. Any number of nodes may run them side by side.</summary>
    public static IServiceCollection AddWorkflowPeopleWorkers(this IServiceCollection services)
    {
        AddHosted<OutboxWorker>(services);
        AddHosted<TaskNotices>(services);
        AddHosted<ScheduleWorker>(services);
        services.AddSingleton<IDueWork, DueWork>();
        return services;
    }

    /// <summary>Adds the texts for people, Spanish and English.</summary>
    public static MessageCatalog AddWorkflowPeopleTexts(this MessageCatalog texts) => texts
        .Add(typeof(DefinitionTexts)).Add(typeof(Graph.GraphTexts)).Add(typeof(ValidationTexts)).Add(typeof(TaskTexts)).Add(typeof(MailTexts)).Add(typeof(ScheduleTexts)).Add(typeof(HttpTexts));

    private static void AddHosted<T>(IServiceCollection services)
        where T : class, IHostedService
    {
        services.AddSingleton<T>();
        services.AddHostedService(provider => provider.GetRequiredService<T>());
    }
}
