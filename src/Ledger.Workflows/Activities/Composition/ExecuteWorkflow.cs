using Ledger.Workflows.Instances;

namespace Ledger.Workflows.Activities.Composition;

/// <summary>
/// Runs another process as an instance of its own, whose first burst is part of this one's transaction. When it does not
/// end there, the step waits for its end if that is wanted (elsa-semantics.md §14).
/// </summary>
[Activity("Elsa.ExecuteWorkflow", Category = "Composition", Kind = "Task")]
public sealed class ExecuteWorkflow : ChildWorkflowActivity
{
    /// <inheritdoc/>
    protected internal override async ValueTask ExecuteAsync(ActivityContext context)
    {
        var request = ChildStart.Request(context, context.Get(WorkflowDefinitionId), context.Get(CorrelationId), context.Get(Input));
        var child = await ChildStart.RunAsync(context, request);
        if (child.SubStatus != WorkflowSubStatus.Finished && context.Get(WaitForCompletion))
        {
            context.CreateBookmark(ChildStart.Bookmark(ChildEnd.ExecuteBookmark, child.InstanceId));
            return;
        }

        context.Set(Result, (object)child.Output.DeepClone());
        context.Complete();
    }
}
