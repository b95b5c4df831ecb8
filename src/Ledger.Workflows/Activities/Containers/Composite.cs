namespace Ledger.Workflows.Activities;

/// <summary>A workflow as a step: the root of an instance, or a definition used as an activity. <see cref="CompleteActivity"/> ends the nearest one.</summary>
public abstract class Composite : Activity
{
    /// <summary>What it runs; null when the definition has a problem.</summary>
    public Activity? Root { get; internal set; }

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        if (Root is null)
        {
            context.Complete();
        }
        else
        {
            context.Schedule(Root);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    protected internal override ValueTask OnChildCompletedAsync(ActivityContext context, ActivityContext child)
    {
        context.Complete();
        return ValueTask.CompletedTask;
    }
}
