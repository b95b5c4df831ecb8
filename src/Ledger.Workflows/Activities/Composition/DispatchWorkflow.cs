using System.Text.Json.Nodes;
using Ledger.Workflows.Instances;

namespace Ledger.Workflows.Activities.Composition;

/// <summary>
/// Starts another process; its first burst is a pending run written with this step, so it happens if and only if this
/// step is committed (the peer puts it in a channel in memory, elsa-semantics.md §14, §18.6).
/// </summary>
[Activity("Elsa.DispatchWorkflow", Category = "Composition", Kind = "Task")]
public sealed class DispatchWorkflow : Activity
{
    /// <summary>The definition whose published version is started.</summary>
    [Input(Order = 0, Required = true, UIHint = "workflow-definition-picker")]
    public Input<string>? WorkflowDefinitionId { get; set; }

    /// <summary>The business key of the child.</summary>
    [Input(Order = 1)]
    public Input<string>? CorrelationId { get; set; }

    /// <summary>The values of the child's inputs, by name.</summary>
    [Input(Order = 2, UIHint = "json-editor")]
    public Input<object>? Input { get; set; }

    /// <summary>True to go on only when the child has ended.</summary>
    [Input(Order = 3, UIHint = "checkbox")]
    public Input<bool>? WaitForCompletion { get; set; }

    /// <summary>What the child gives back; its id when the step does not wait.</summary>
    [Output]
    public Output<object>? Result { get; set; }

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

        context.Set(Result, (object)child.InstanceId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        context.Complete();
    }

    /// <inheritdoc/>
    protected internal override ValueTask ResumeAsync(ActivityContext context, Resumption resumption)
    {
        context.Set(Result, (object)(ChildStart.OutputOf(context, resumption) ?? new JsonObject()));
        context.Complete();
        return ValueTask.CompletedTask;
    }
}
