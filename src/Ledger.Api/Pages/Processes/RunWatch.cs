using Ledger.Api.Pages.Shell;
using Ledger.Workflows.Instances;
using Microsoft.Extensions.Options;

namespace Ledger.Api.Pages.Processes;

/// <summary>Tells an open page when to look at runs again.</summary>
/// <param name="settle">How long a burst of changes is waited for: what commits all the time is looked at once in so long.</param>
/// <param name="changes">The changes of this process.</param>
/// <param name="clock">The clock that waits.</param>
/// <param name="options">How often to look without a change.</param>
/// <param name="log">Where looks that failed are told.</param>
internal sealed class RunWatch(TimeSpan settle, IInstanceChanges changes, TimeProvider clock, IOptions<PageOptions> options, ILogger<RunWatch> log)
    : PageWatch(settle, clock, options, log)
{
    /// <summary>For a page of one run.</summary>
    public static readonly TimeSpan One = TimeSpan.FromMilliseconds(700);

    /// <summary>For a list, which every run of the company changes.</summary>
    public static readonly TimeSpan Many = TimeSpan.FromSeconds(2);

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
