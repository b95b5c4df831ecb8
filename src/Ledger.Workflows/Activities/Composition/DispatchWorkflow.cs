using System.Globalization;
using Ledger.Workflows.Instances;

namespace Ledger.Workflows.Activities.Composition;

/// <summary>
/// Starts another process; its first burst is a pending run written with this step, so it happens if and only if this
/// step is committed (the peer puts it in a channel in memory, elsa-semantics.md §14, §18.6).
/// </summary>
[Activity("Elsa.DispatchWorkflow", Category = "Composition", Kind = "Task")]
public sealed class DispatchWorkflow : ChildWorkflowActivity
{
    /// <inheritdoc/>
    protected internal override async ValueTask ExecuteAsync(ActivityContext context)
    {
        var request = ChildStart.Request(context, context.Get(WorkflowDefinitionId), context.Get(CorrelationId), context.Get(Input));
        var child = await ChildStart.QueueAsync(context, request);
        if (context.Get(WaitForCompletion))
        {
            context.CreateBookmark(ChildStart.Bookmark(ChildEnd.DispatchBookmark, child.InstanceId));
            return;
        }

        context.Set(Result, (object)child.InstanceId.ToString(CultureInfo.InvariantCulture));
        context.Complete();
    }
}
