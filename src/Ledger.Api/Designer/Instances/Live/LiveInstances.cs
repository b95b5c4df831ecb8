using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Api.Identity;
using Ledger.Foundation;
using Ledger.Workflows.Instances;
using Microsoft.AspNetCore.SignalR;

namespace Ledger.Api.Designer.Instances.Live;

/// <summary>
/// Tells connections of changes of the instances they watch (features.md W8). Commits of this process are heard of; what
/// other nodes and the command line do is found by looking at the revisions of the watched instances once a second, and only of
/// those: a notification with every commit would put the commits of a cluster in a row.
/// </summary>
/// <remarks>At most two rounds of messages a second and instance, with only the badges that have changed. Connections are limited.</remarks>
internal sealed partial class LiveInstances(
    LedgerDatabase database, IInstanceChanges changes, IInstanceJournal journal, Callers callers, IHubContext<WorkflowInstanceHub> hub,
    ILogger<LiveInstances> logger) : BackgroundService
{
    private const int ConnectionsMax = 500;
    private const int ConnectionsOfOneMax = 40;
    private const int InstancesOfOneMax = 8;
    private const int LookMax = 100;
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PermissionRound = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Connection> _connections = new();
    private readonly ConcurrentDictionary<long, ObservedInstance> _instances = new();
    private readonly Lock _lock = new();

    /// <summary>How many connections there are; for measurements and tests.</summary>
    public int ConnectionCount => _connections.Count;

    /// <summary>How many instances are watched.</summary>
    public int InstanceCount => _instances.Count;

    /// <summary>Takes a connection; false when there are too many, of all or of this person.</summary>
    public bool Connect(string connectionId, Caller caller)
    {
        lock (_lock)
        {
            return _connections.Count < ConnectionsMax
                && _connections.Values.Count(c => c.Caller.UserId == caller.UserId) < ConnectionsOfOneMax
                && _connections.TryAdd(connectionId, new Connection(caller, []));
        }
    }

    /// <summary>Lets a connection go, and what nobody else watches.</summary>
    public void Disconnect(string connectionId)
    {
        lock (_lock)
        {
            if (_connections.TryRemove(connectionId, out var connection))
            {
                foreach (var id in connection.Instances)
                {
                    Forget(connectionId, id);
                }
            }
        }
    }

    /// <summary>Watches an instance for a connection; false when it watches too many.</summary>
    public bool Observe(string connectionId, long companyId, InstanceStanding standing)
    {
        lock (_lock)
        {
            if (!_connections.TryGetValue(connectionId, out var connection))
            {
                return true; // It has just gone.
            }

            if (!connection.Instances.Contains(standing.Id) && connection.Instances.Count >= InstancesOfOneMax)
            {
                return false;
            }

            connection.Instances.Add(standing.Id);
            var instance = _instances.GetOrAdd(standing.Id, id => new ObservedInstance(id, companyId));
            instance.Connections[connectionId] = false; // Not told yet: what happened since its page was read comes with the next round.
            return true;
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        changes.Changed += Hear;
        try
        {
            using var timer = new PeriodicTimer(Round, database.Clock);
            var permissions = database.Clock.GetTimestamp();
            for (var round = 0; await timer.WaitForNextTickAsync(stoppingToken); round++)
            {
                if (_instances.IsEmpty)
                {
                    continue;
                }

                await RunAsync(isLooking: round % 2 == 0, stoppingToken);
                if (database.Clock.GetElapsedTime(permissions) > PermissionRound)
                {
                    permissions = database.Clock.GetTimestamp();
                    await RecheckAsync();
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
        finally
        {
            changes.Changed -= Hear;
        }
    }

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    private void Hear(InstanceChange change)
    {
        if (_instances.TryGetValue(change.InstanceId, out var instance))
        {
            instance.IsChanged = true;
        }
    }

    private void Forget(string connectionId, long id)
    {
        if (_instances.TryGetValue(id, out var instance) && instance.Connections.TryRemove(connectionId, out _) && instance.Connections.IsEmpty)
        {
            _instances.TryRemove(id, out _);
        }
    }

    private async Task RunAsync(bool isLooking, CancellationToken stopping)
    {
        try
        {
            var revisions = isLooking ? await RevisionsAsync() : [];
            foreach (var instance in _instances.Values)
            {
                var revision = revisions.TryGetValue(instance.Id, out var found) ? found : instance.Revision;
                if (instance.IsChanged || revision != instance.Revision || instance.Connections.Values.Contains(false))
                {
                    instance.IsChanged = false;
                    instance.Revision = revision;
                    await TellAsync(instance, stopping);
                }
            }
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            LogRound(e);
        }
    }

    private async Task<Dictionary<long, int>> RevisionsAsync()
    {
        var result = new Dictionary<long, int>();
        foreach (var ids in _instances.Keys.Chunk(LookMax))
        {
            var list = string.Join(", ", ids.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"${i + 1}")));
            foreach (var (id, revision) in await database.QueryAsync(
                $"select id, revision from workflow_instances where id in ({list})", row => (row.GetInt64(0), row.GetInt32(1)), [.. ids.Cast<object?>()]))
            {
                result[id] = revision;
            }
        }

        return result;
    }

    private async Task TellAsync(ObservedInstance instance, CancellationToken stopping)
    {
        var report = await journal.ReportAsync(instance.CompanyId, instance.Id, null, stopping) ?? [];
        var changed = report.Where(n => !instance.Told.TryGetValue(n.NodeId, out var told) || told != n).ToList();
        instance.Told = report.ToDictionary(n => n.NodeId, StringComparer.Ordinal);
        var (known, fresh) = (new List<string>(), new List<string>());
        foreach (var (connection, isTold) in instance.Connections)
        {
            (isTold ? known : fresh).Add(connection);
            instance.Connections.TryUpdate(connection, true, false);
        }

        await SendAsync(known, instance.Id, changed, stopping);
        await SendAsync(fresh, instance.Id, report, stopping);
    }

    private async Task SendAsync(List<string> connections, long instanceId, IReadOnlyList<NodeStanding> nodes, CancellationToken stopping)
    {
        if (connections.Count == 0)
        {
            return;
        }

        var clients = hub.Clients.Clients(connections);
        await clients.SendAsync("ActivityExecutionLogUpdatedAsync", new ReportView([.. nodes.Select(StatsView.Of)]), stopping);
        await clients.SendAsync("WorkflowExecutionLogUpdatedAsync", new JsonObject(), stopping);
        await clients.SendAsync("WorkflowInstanceUpdatedAsync", new { workflowInstanceId = Text(instanceId) }, stopping);
    }

    /// <summary>Who has lost the right to look, or the company, hears nothing more: a socket outlives the token it was opened with.</summary>
    private async Task RecheckAsync()
    {
        foreach (var (id, connection) in _connections)
        {
            if (!await callers.StillMayAsync(connection.Caller, Policies.Reads))
            {
                Disconnect(id);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The watchers of instances could not be told; it is tried again.")]
    private partial void LogRound(Exception cause);

    private sealed record Connection(Caller Caller, HashSet<long> Instances);
}
