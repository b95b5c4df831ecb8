using Ledger.Foundation;
using Ledger.Workflows.Triggers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ledger.Workflows.Queue;

/// <summary>
/// Works the queue off: claim, run and removal are one unit of work, so a crash puts the run back without any lease. On
/// SQLite the units of many runs share a group commit; on PostgreSQL they run side by side, on all nodes.
/// </summary>
internal sealed partial class WorkflowWorker(
    LedgerDatabase database, RunExecutor executor, ExternalCaller caller, TimeTriggers triggers, QueueSignal signal,
    IOptions<WorkflowOptions> options, ILogger<WorkflowWorker> logger) : BackgroundService
{
    private readonly HashSet<Task> _calls = [];

    private enum Step
    {
        Idle,
        Ran,
    }

    /// <summary>Runs everything that is due now, and what becomes due by it; for tests and for a stop that waits.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken = default)
    {
        do
        {
            await RunDueAsync(cancellationToken);
            Task[] calls;
            lock (_calls)
            {
                calls = [.. _calls];
            }

            await Task.WhenAll(calls);
        }
        while (await PendingRuns.NextDueAsync(database) is { } due && due <= Now() && !cancellationToken.IsCancellationRequested);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunDueAsync(stoppingToken);
                await signal.WaitAsync(await PauseAsync(), database.Clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                // The database cannot be reached, or its disk is full: the queue is still there when it is back.
                LogTrouble(e);
                await Task.Delay(options.Value.PollInterval, database.Clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await ReleaseAsync();
    }

    private async Task RunDueAsync(CancellationToken stopping)
    {
        // Looking costs a reader nothing; empty units of work would take turns with the writer's real ones.
        if (await PendingRuns.NextDueAsync(database) is not { } due || due > Now())
        {
            return;
        }

        while (await database.WriteAsync(triggers.FireAsync, stopping))
        {
        }

        await Task.WhenAll(Enumerable.Range(0, options.Value.Workers).Select(_ => RunUntilIdleAsync(stopping)));
    }

    private async Task RunUntilIdleAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested && await RunNextAsync(stopping) == Step.Ran)
        {
        }
    }

    private async Task<Step> RunNextAsync(CancellationToken stopping)
    {
        PendingRun? call = null;
        var step = await database.WriteAsync(
            async tx =>
            {
                call = null;
                var run = await PendingRuns.ClaimAsync(tx, Now());
                if (run is null)
                {
                    return Step.Idle;
                }

                if (run.Kind == PendingRunKind.Call)
                {
                    await PendingRuns.LeaseAsync(tx, run, caller.Owner, Now() + (long)options.Value.LeaseDuration.TotalMilliseconds);
                    call = run;
                    return Step.Ran;
                }

                await executor.ExecuteAsync(tx, run);
                return Step.Ran;
            },
            stopping);
        if (call is not null)
        {
            Call(call, stopping);
        }

        return step;
    }

    private void Call(PendingRun run, CancellationToken stopping)
    {
        var task = Task.Run(() => caller.CallAsync(run, stopping), CancellationToken.None);
        lock (_calls)
        {
            _calls.Add(task);
        }

        _ = task.ContinueWith(
            done =>
            {
                lock (_calls)
                {
                    _calls.Remove(done);
                }

                if (done.Exception is { } e)
                {
                    LogTrouble(e);
                }
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task<TimeSpan> PauseAsync()
    {
        var next = await PendingRuns.NextDueAsync(database);
        var pause = next is { } due ? Math.Max(0, due - Now()) : long.MaxValue;
        return TimeSpan.FromMilliseconds(Math.Min(pause, options.Value.PollInterval.TotalMilliseconds));
    }

    private async Task ReleaseAsync()
    {
        Task[] calls;
        lock (_calls)
        {
            calls = [.. _calls];
        }

        await Task.WhenAll(calls).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await database.WriteAsync(tx => PendingRuns.ReleaseAsync(tx, caller.Owner, Now()));
    }

    private long Now() => database.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    [LoggerMessage(LogLevel.Error, "The queue could not be worked off; it is tried again.")]
    private partial void LogTrouble(Exception cause);
}
