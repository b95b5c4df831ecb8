using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ledger.Workflows.Hosting;

/// <summary>
/// Works off rows that are due, in all nodes side by side: the rows themselves decide who gets what. A failure of one
/// look at the database is logged and followed by another look; it never ends the worker.
/// </summary>
internal abstract class DueWorker(WakeSignal signal, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan PauseAfterFailureMax = TimeSpan.FromMinutes(1);

    /// <summary>How long to wait when nothing is due and nobody wakes the worker.</summary>
    protected abstract TimeSpan Pause { get; }

    /// <summary>Works off what is due now, up to a batch; true when there may be more.</summary>
    protected internal abstract Task<bool> RunDueAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var more = await RunDueAsync(stoppingToken);
                failures = 0;
                if (!more)
                {
                    await signal.WaitAsync(Pause, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                failures++;
                logger.LogError(e, "{Worker} failed {Failures} times in a row; it goes on.", GetType().Name, failures);
                var pause = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, failures), PauseAfterFailureMax.TotalSeconds));
                await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
