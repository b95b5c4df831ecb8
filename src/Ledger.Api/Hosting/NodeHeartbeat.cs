using Ledger.Foundation.Nodes;

namespace Ledger.Api.Hosting;

/// <summary>Says every half minute that this process lives, and stops it when its number was given to another.</summary>
internal sealed class NodeHeartbeat(NodeLease lease, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<NodeHeartbeat> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (!await lease.HeartbeatAsync(stoppingToken))
                {
                    log.LogCritical("Node number {Node} was given to another process; this one stops", lease.Number);
                    lifetime.StopApplication();
                    return;
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The number rests a day before anybody takes it, so a database that is away for a while does no harm.
                log.LogWarning(exception, "The heartbeat of node {Node} failed", lease.Number);
            }
        }
    }
}
