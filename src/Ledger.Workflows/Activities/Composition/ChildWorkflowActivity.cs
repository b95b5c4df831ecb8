using System.Text.Json.Nodes;

namespace Ledger.Workflows.Activities.Composition;

/// <summary>What the steps share that start one other process and may wait for its end (elsa-semantics.md §14).</summary>
public abstract class ChildWorkflowActivity : Activity
{
    /// <summary>The definition whose published version is started.</summary>
    [Input(Order = 0, Required = true, UIHint = "dropdown", OptionsFrom = "workflows")]
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

    /// <summary>What the child gives back; its id when it was dispatched and the step does not wait.</summary>
    [Output]
    public Output<object>? Result { get; set; }

    /// <inheritdoc/>
    protected internal override ValueTask ResumeAsync(ActivityContext context, Resumption resumption)
    {
        context.Set(Result, (object)(ChildStart.OutputOf(context, resumption) ?? new JsonObject()));
        context.Complete();
        return ValueTask.CompletedTask;
    }
}
