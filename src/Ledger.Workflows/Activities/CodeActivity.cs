namespace Ledger.Workflows.Activities;

/// <summary>An activity that completes with the outcome Done when <see cref="RunAsync"/> returns without a bookmark or an outcome of its own.</summary>
public abstract class CodeActivity : Activity
{
    /// <summary>Does the step.</summary>
    protected abstract ValueTask RunAsync(ActivityContext context);

    /// <inheritdoc/>
    protected internal sealed override async ValueTask ExecuteAsync(ActivityContext context)
    {
        await RunAsync(context);
        if (!context.IsCompleted && !context.HasBookmarks)
        {
            context.Complete();
        }
    }
}
