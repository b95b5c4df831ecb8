using System.Text.Json.Nodes;
using Ledger.Workflows.Expressions;

namespace Ledger.Workflows.Activities;

/// <summary>Asks an outside worker for a task and waits for its result. The task's id is the id of this execution.</summary>
[Activity("Elsa.RunTask", Category = "Events")]
public sealed class RunTask : Activity
{
    /// <summary>The name of its bookmark.</summary>
    public const string Stimulus = "Elsa.RunTask";

    /// <summary>The name of the task.</summary>
    [Input(Required = true, Order = 0)]
    public Input<string>? TaskName { get; set; }

    /// <summary>What the worker needs to know.</summary>
    [Input(UIHint = "json-editor", Order = 1)]
    public Input<object>? Payload { get; set; }

    /// <summary>What the worker reports.</summary>
    [Output]
    public Output<object>? Result { get; set; }

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        var payload = new JsonObject { ["TaskId"] = context.ExecutionId, ["TaskName"] = context.Get(TaskName) };
        if (ValueConverter.ToJson(context.Get(Payload)) is { } given)
        {
            payload["TaskPayload"] = given.DeepClone();
        }

        context.CreateBookmark(new BookmarkRequest(Stimulus, payload) { HashPayload = new JsonObject { ["TaskId"] = context.ExecutionId } });
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    protected internal override ValueTask ResumeAsync(ActivityContext context, Resumption resumption)
    {
        context.Set(Result, resumption.Input!);
        context.Complete();
        return ValueTask.CompletedTask;
    }
}
