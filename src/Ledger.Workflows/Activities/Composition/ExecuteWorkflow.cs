using System.Text.Json.Nodes;
using Ledger.Workflows.Instances;

namespace Ledger.Workflows.Activities.Composition;

/// <summary>
/// Runs another process as an instance of its own, whose first burst is part of this one's transaction. When it does not
/// end there, the step waits for its end if that is wanted (elsa-semantics.md §14).
/// </summary>
[Activity("Elsa.ExecuteWorkflow", Category = "Composition", Kind = "Task")]
public sealed class ExecuteWorkflow : Activity
{
    /// <summary>The definition whose published version is run.</summary>
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

    /// <summary>What the child gives back.</summary>
    [Output]
    public Output<object>? Result { get; set; }

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

    /// <inheritdoc/>
    protected internal override ValueTask ResumeAsync(ActivityContext context, Resumption resumption)
    {
        context.Set(Result, (object)(ChildStart.OutputOf(context, resumption) ?? new JsonObject()));
        context.Complete();
        return ValueTask.CompletedTask;
    }
}
