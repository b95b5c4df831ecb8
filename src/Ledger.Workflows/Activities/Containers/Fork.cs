using Ledger.Workflows.Execution;

namespace Ledger.Workflows.Activities;

/// <summary>Runs branches side by side.</summary>
[Activity("Elsa.Fork", Category = "Containers", IsContainer = true, IsBrowsable = false)]
[PlainInput("JoinMode", typeof(ForkJoinMode), UIHint = "dropdown", Options = ["WaitAny", "WaitAll"], Default = "WaitAny")]
public sealed class Fork : Activity
{
    /// <summary>When it ends.</summary>
    public ForkJoinMode JoinMode { get; set; } = ForkJoinMode.WaitAny;

    /// <summary>The branches.</summary>
    [Port]
    public IReadOnlyList<Activity> Branches { get; set; } = [];

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        foreach (var branch in Branches)
        {
            context.Schedule(branch);
        }

        if (Branches.Count == 0)
        {
            context.Complete();
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    protected internal override ValueTask OnChildCompletedAsync(ActivityContext context, ActivityContext child)
    {
        if (JoinMode == ForkJoinMode.WaitAny || context is StepContext { IsBreaking: true } or StepContext { OpenChildren: 0, QueuedItems: 0 })
        {
            context.Complete();
        }

        return ValueTask.CompletedTask;
    }
}
