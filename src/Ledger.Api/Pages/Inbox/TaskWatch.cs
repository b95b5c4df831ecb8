using Ledger.Workflows.HumanTasks;
using Microsoft.Extensions.Options;

namespace Ledger.Api.Pages.Inbox;

/// <summary>
/// Tells an open page when to look at tasks again: soon after a change in this process, and now and then because changes
/// of other nodes come only through the database.
/// </summary>
internal sealed class TaskWatch(ITaskChanges changes, TimeProvider clock, IOptions<PageOptions> options, ILogger<TaskWatch> log) : IAsyncDisposable
{
    // A burst of changes is looked at once.
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(150);

    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _changed = new(0, 1);
    private Func<TaskChange, bool> _concerns = _ => false;
    private Task? _loop;

    /// <summary>Begins to watch.</summary>
    /// <param name="concerns">Which changes matter; called on the thread that committed, so it must be quick.</param>
    /// <param name="look">Looks at the tasks and shows them; a failure is logged and the next look tries again.</param>
    public void Start(Func<TaskChange, bool> concerns, Func<Task> look)
    {
        _concerns = concerns;
        changes.Changed += OnChanged;
        _loop = WatchAsync(look);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        changes.Changed -= OnChanged;
        await _end.CancelAsync();
        if (_loop is not null)
        {
            await _loop;
        }

        _end.Dispose();
        _changed.Dispose();
    }

    private void OnChanged(TaskChange change)
    {
        if (_concerns(change))
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
    }

    private async Task WatchAsync(Func<Task> look)
    {
        try
        {
            while (true)
            {
                if (await _changed.WaitAsync(options.Value.PollTasksEvery, _end.Token))
                {
                    await Task.Delay(Settle, clock, _end.Token);
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
            log.LogWarning(exception, "An open page could not look at its tasks; the next round tries again");
        }
    }
}
