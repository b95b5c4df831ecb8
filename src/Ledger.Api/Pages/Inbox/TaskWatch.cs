using Ledger.Api.Pages.Shell;
using Ledger.Workflows.HumanTasks;
using Microsoft.Extensions.Options;

namespace Ledger.Api.Pages.Inbox;

/// <summary>Tells an open page when to look at tasks again.</summary>
internal sealed class TaskWatch(ITaskChanges changes, TimeProvider clock, IOptions<PageOptions> options, ILogger<TaskWatch> log)
    : PageWatch(TimeSpan.FromMilliseconds(150), clock, options, log)
{
    private Func<TaskChange, bool> _concerns = _ => false;

    /// <summary>Begins to watch.</summary>
    /// <param name="concerns">Which changes matter; called on the thread that committed, so it must be quick.</param>
    /// <param name="look">Looks at the tasks and shows them; a failure is logged and the next look tries again.</param>
    public void Start(Func<TaskChange, bool> concerns, Func<Task> look)
    {
        _concerns = concerns;
        changes.Changed += OnChanged;
        Begin(look);
    }

    /// <inheritdoc/>
    protected override void Unsubscribe() => changes.Changed -= OnChanged;

    private void OnChanged(TaskChange change)
    {
        if (_concerns(change))
        {
            Wake();
        }
    }
}
