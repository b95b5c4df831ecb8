using Ledger.Api.Identity;
using Ledger.Workflows.Instances;
using Microsoft.AspNetCore.SignalR;

namespace Ledger.Api.Designer.Instances.Live;

/// <summary>The studio's live view of instances (elsa-api.md §10): a connection says which instance it shows and hears of its changes.</summary>
internal sealed class WorkflowInstanceHub(LiveInstances live, IInstanceQueries instances) : Hub
{
    /// <summary>Where it stands: beside the API, as the studio derives it.</summary>
    public const string Path = "/elsa/hubs/workflow-instance";

    /// <summary>How long a message of a client may be; it only names instances.</summary>
    public const int MessageMax = 4 * 1024;

    /// <inheritdoc/>
    public override async Task OnConnectedAsync()
    {
        var caller = Caller();
        if (!live.Connect(Context.ConnectionId, caller))
        {
            Context.Abort(); // The studio goes on by asking every few seconds.
            return;
        }

        await base.OnConnectedAsync();
    }

    /// <inheritdoc/>
    public override Task OnDisconnectedAsync(Exception? exception)
    {
        live.Disconnect(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }

    /// <summary>Shows an instance from now on; how it stands comes at once. The name is the studio's.</summary>
    /// <exception cref="HubException">The company has no such instance, or the connection watches too many.</exception>
    public async Task ObserveInstanceAsync(string instanceId)
    {
        var caller = Caller();
        if (!long.TryParse(instanceId, System.Globalization.CultureInfo.InvariantCulture, out var id)
            || await instances.StandingAsync(caller.Company, id, Context.ConnectionAborted) is not { } standing)
        {
            throw new HubException("instance.not-found");
        }

        if (!live.Observe(Context.ConnectionId, caller.Company, standing))
        {
            throw new HubException("list.too-long");
        }
    }

    private Caller Caller() => Identity.Caller.Of(Context.GetHttpContext() ?? throw new HubException("auth.required"));
}
