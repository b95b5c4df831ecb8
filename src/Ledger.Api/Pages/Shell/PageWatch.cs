using Microsoft.Extensions.Options;

namespace Ledger.Api.Pages.Shell;

/// <summary>
/// Tells an open page when to look again: soon after a change in this process, and now and then because changes of other
/// nodes come only through the database.
/// </summary>
/// <param name="settle">How long a burst of changes is waited for, to be looked at once.</param>
/// <param name="clock">The clock that waits.</param>
/// <param name="options">How often to look without a change.</param>
/// <param name="log">Where looks that failed are told.</param>
internal abstract class PageWatch(TimeSpan settle, TimeProvider clock, IOptions<PageOptions> options, ILogger log) : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _changed = new(0, 1);
    private Task? _loop;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Unsubscribe();
        await _end.CancelAsync();
        if (_loop is not null)
        {
            await _loop;
        }

        _end.Dispose();
        _changed.Dispose();
    }

    /// <summary>Stops hearing of changes.</summary>
    protected abstract void Unsubscribe();

    /// <summary>Begins to look.</summary>
    /// <param name="look">Looks and shows; a failure is logged and the next look tries again.</param>
    protected void Begin(Func<Task> look) => _loop = WatchAsync(look);

    /// <summary>Something changed; called on the thread that committed.</summary>
    protected void Wake()
    {
        try
        {
            _changed.Release();
        }
        catch (SemaphoreFullException)
        {
            // A look is due already; it will see this change too.
        }
        catch (ObjectDisposedException)
        {
            // The page closed while the change was told to it.
        }
    }

    private async Task WatchAsync(Func<Task> look)
    {
        try
        {
            while (true)
            {
                if (await _changed.WaitAsync(options.Value.PollTasksEvery, _end.Token))
                {
                    await Task.Delay(settle, clock, _end.Token);
                }

                await LookAsync(look);
            }
        }
        catch (OperationCanceledException)
        {
            // The page closed.
        }
    }

    private async Task LookAsync(Func<Task> look)
    {
        try
        {
            await look();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            log.LogWarning(exception, "An open page could not look again; the next round tries again");
        }
    }
}
