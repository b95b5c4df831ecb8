using System.Reflection;
using Ledger.Foundation;
using Ledger.Workflows.Execution;
using Ledger.Workflows.Graph;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Ledger.Workflows;

/// <summary>Registers the engine core.</summary>
public static class ServiceRegistration
{
    /// <summary>Adds the activity registry, the compiler and the burst runner. Needs an <see cref="IIdGenerator"/>.</summary>
    public static IServiceCollection AddWorkflowCore(this IServiceCollection services)
    {
        services.AddOptions<WorkflowOptions>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new ActivityRegistry(provider.GetRequiredService<IOptions<WorkflowOptions>>().Value.ActivityAssemblies));
        services.TryAddSingleton<GraphCompiler>();
        services.TryAddSingleton<BurstRunner>();
        return services;
    }

    /// <summary>Makes the activities of the assembly of <typeparamref name="TMarker"/> available to definitions.</summary>
    public static IServiceCollection AddActivitiesFrom<TMarker>(this IServiceCollection services) =>
        services.Configure<WorkflowOptions>(options => AddOnce(options.ActivityAssemblies, typeof(TMarker).Assembly));

    private static void AddOnce(IList<Assembly> assemblies, Assembly assembly)
    {
        if (!assemblies.Contains(assembly))
        {
            assemblies.Add(assembly);
        }
    }
}
