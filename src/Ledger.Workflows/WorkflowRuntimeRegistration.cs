using Ledger.Foundation;
using Ledger.Workflows.Execution;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Journal;
using Ledger.Workflows.Moves;
using Ledger.Workflows.Queue;
using Ledger.Workflows.Retention;
using Ledger.Workflows.Stimuli;
using Ledger.Workflows.Triggers;
using Ledger.Workflows.Watchdog;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Ledger.Workflows;

/// <summary>Registers the durable runtime.</summary>
public static class WorkflowRuntimeRegistration
{
    /// <summary>Adds the runtime: <see cref="IWorkflowRuntime"/>, <see cref="IInstanceQueries"/>, <see cref="IInstanceJournal"/>, <see cref="ITriggerIndex"/>, <see cref="IWatchdog"/>, <see cref="IRetention"/>, and their workers.</summary>
    /// <remarks>
    /// Needs <see cref="LedgerDatabase"/>, <c>IGraphSource</c>, logging and the options of <see cref="WorkflowOptions"/>. Hears of ends
    /// through each registered <see cref="IWorkflowObserver"/>; looks also with each registered <see cref="IWatchdogCheck"/>.
    /// </remarks>
    public static IServiceCollection AddWorkflowRuntime(this IServiceCollection services)
    {
        services.AddOptions<WorkflowOptions>().ValidateDataAnnotations();
        services.TryAddSingleton<IIdGenerator>(provider => provider.GetRequiredService<LedgerDatabase>().Ids);
        services.TryAddSingleton<BurstRunner>();
        services.AddSingleton<QueueSignal>();
        services.AddSingleton<InstanceEnds>();
        services.AddSingleton<InstanceChanges>();
        services.AddSingleton<IInstanceChanges>(provider => provider.GetRequiredService<InstanceChanges>());
        services.AddSingleton<InstanceMoves>();
        services.AddSingleton<BurstWriter>();
        services.AddSingleton<InstanceEngine>();
        services.AddSingleton<Cancellation>();
        services.AddSingleton<RunExecutor>();
        services.AddSingleton<StimulusSender>();
        services.AddSingleton<InstanceOperations>();
        services.AddSingleton<ExternalCaller>();
        services.AddSingleton<TimeTriggers>();
        services.AddSingleton<TriggerIndex>();
        services.AddSingleton<ITriggerIndex>(provider => provider.GetRequiredService<TriggerIndex>());
        services.AddSingleton<IWorkflowRuntime, WorkflowRuntime>();
        services.AddSingleton<IInstanceQueries, InstanceQueries>();
        services.AddSingleton<IInstanceJournal, InstanceJournal>();
        services.AddSingleton<IWatchdogCheck, QueueCheck>();
        services.AddSingleton<IWatchdogCheck, InstanceCheck>();
        services.AddSingleton<IWatchdogCheck, StimulusCheck>();
        AddHosted<WorkflowWorker>(services);
        AddHosted<NodeWakeUps>(services);
        AddHosted<WorkflowWatchdog>(services);
        AddHosted<WorkflowRetention>(services);
        services.AddSingleton<IWatchdog>(provider => provider.GetRequiredService<WorkflowWatchdog>());
        services.AddSingleton<IRetention>(provider => provider.GetRequiredService<WorkflowRetention>());
        return services;
    }

    private static void AddHosted<T>(IServiceCollection services)
        where T : class, IHostedService
    {
        services.AddSingleton<T>();
        services.AddHostedService(provider => provider.GetRequiredService<T>());
    }
}
