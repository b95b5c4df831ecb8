using Ledger.Api.Pages.Shell;
using Ledger.Workflows.Instances;
using Microsoft.Extensions.Options;

namespace Ledger.Api.Pages.Processes;

/// <summary>Tells an open page when to look at runs again. A run that commits all the time is looked at once a second.</summary>
internal sealed class RunWatch(IInstanceChanges changes, TimeProvider clock, IOptions<PageOptions> options, ILogger<RunWatch> log)
    : PageWatch(TimeSpan.FromSeconds(1), clock, options, log)
{
    private Func<InstanceChange, bool> _concerns = _ => false;

    /// <summary>Begins to watch.</summary>
    /// <param name="concerns">Which changes matter; called on the thread that committed, so it must be quick.</param>
    /// <param name="look">Looks and shows; a failure is logged and the next look tries again.</param>
    public void Start(Func<InstanceChange, bool> concerns, Func<Task> look)
    {
        _concerns = concerns;
        changes.Changed += OnChanged;
        Begin(look);
    }

    /// <inheritdoc/>
    protected override void Unsubscribe() => changes.Changed -= OnChanged;

    private void OnChanged(InstanceChange change)
    {
        if (_concerns(change))
        {
            Wake();
        }
    }
}
