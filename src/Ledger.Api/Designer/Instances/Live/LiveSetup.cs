using Ledger.Api.Identity;
using Microsoft.AspNetCore.SignalR;

namespace Ledger.Api.Designer.Instances.Live;

/// <summary>Puts the live view of instances into the host.</summary>
internal static class LiveSetup
{
    /// <summary>Registers it.</summary>
    public static void Add(IServiceCollection services)
    {
        services.AddSignalR();
        services.Configure<HubOptions<WorkflowInstanceHub>>(options =>
        {
            options.MaximumReceiveMessageSize = WorkflowInstanceHub.MessageMax;
            options.StreamBufferCapacity = 1;
        });
        services.AddSingleton<LiveInstances>();
        services.AddHostedService(provider => provider.GetRequiredService<LiveInstances>());
    }

    /// <summary>Adds the route.</summary>
    public static void Map(WebApplication app) =>
        app.MapHub<WorkflowInstanceHub>(WorkflowInstanceHub.Path).RequireAuthorization(Policies.Reads);
}
