using System.Threading.Channels;
using Ledger.Foundation;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ledger.Workflows.Queue;

/// <summary>
/// Lets the nodes of one PostgreSQL wake each other: LISTEN/NOTIFY beside the commits, not inside them, as a notifying
/// transaction would hold a lock that puts all commits in a row. What gets lost, the poll finds.
/// </summary>
internal sealed partial class NodeWakeUps(LedgerDatabase database, QueueSignal signal, ILogger<NodeWakeUps> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly string _node = Guid.NewGuid().ToString("N");
    private readonly Channel<bool> _woken = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (database.Kind != DatabaseKind.PostgreSql)
        {
            return;
        }

        Action wake = () => _woken.Writer.TryWrite(true);
        signal.Woken += wake;
        try
        {
            await Task.WhenAll(KeepAsync(ListenAsync, stoppingToken), KeepAsync(NotifyAsync, stoppingToken));
        }
        finally
        {
            signal.Woken -= wake;
        }
    }

    private async Task KeepAsync(Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await work(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogLost(e);
                await Task.Delay(TimeSpan.FromSeconds(2), stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(CancellationToken stopping)
    {
        await using var connection = (NpgsqlConnection)await database.OpenAsync(stopping);
        connection.Notification += (_, notification) =>
        {
            if (notification.Payload != _node)
            {
                signal.WakeHere();
            }
        };
        await using (var listen = new NpgsqlCommand("listen ledger_runs", connection))
        {
            await listen.ExecuteNonQueryAsync(stopping);
        }

        signal.WakeHere(); // Something may have come while nobody listened.
        while (true)
        {
            await connection.WaitAsync(stopping);
        }
    }

    private async Task NotifyAsync(CancellationToken stopping)
    {
        await using var connection = (NpgsqlConnection)await database.OpenAsync(stopping);
        await using var notify = new NpgsqlCommand("select pg_notify('ledger_runs', $1)", connection) { Parameters = { new() { Value = _node } } };
        while (await _woken.Reader.WaitToReadAsync(stopping))
        {
            _woken.Reader.TryRead(out _);
            await notify.ExecuteNonQueryAsync(stopping);
            await Task.Delay(Pause, stopping); // Many commits, one wake-up.
        }
    }

    [LoggerMessage(LogLevel.Warning, "The connection for wake-ups between nodes was lost; it is opened again.")]
    private partial void LogLost(Exception cause);
}
