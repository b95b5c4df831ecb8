using System.Text.Json.Nodes;

namespace Ledger.Workflows.Activities;

/// <summary>
/// A step of a workflow. One object stands for one node of a compiled definition and is shared by all its instances and
/// threads, so it holds no state of a run: that lives in the <see cref="ActivityContext"/>.
/// </summary>
/// <remarks>
/// Inputs, outputs and embedded activities are public settable properties of type <see cref="Input{T}"/>,
/// <see cref="Output{T}"/>, <see cref="Activity"/> and lists of it, with <see cref="InputAttribute"/>,
/// <see cref="OutputAttribute"/> and <see cref="PortAttribute"/>; the compiler fills them from the JSON, matching the
/// camel-cased name. The class carries an <see cref="ActivityAttribute"/>.
/// </remarks>
public abstract class Activity
{
    /// <summary>The id of the activity in its definition.</summary>
    public string Id { get; internal set; } = string.Empty;

    /// <summary>The path of ids from the root, joined with ':'; the key of journal and badges.</summary>
    public string NodeId { get; internal set; } = string.Empty;

    /// <summary>The place of the node in its compiled graph.</summary>
    public int NodeIndex { get; internal set; }

    /// <summary>The type name, such as <c>Elsa.WriteLine</c>.</summary>
    public string Type { get; internal set; } = string.Empty;

    /// <summary>The version of the type the definition asks for.</summary>
    public int Version { get; internal set; } = 1;

    /// <summary>The name given by the process owner, or null.</summary>
    public string? Name { get; internal set; }

    /// <summary>The activity's JSON as it stands in the definition, for properties that no typed member holds.</summary>
    public JsonObject Source { get; internal set; } = [];

    /// <summary>True when the definition lets a stimulus start the workflow at this activity.</summary>
    public bool CanStartWorkflow { get; internal set; }

    /// <summary>The container the activity is embedded in, or null for the root.</summary>
    public Activity? Container { get; internal set; }

    /// <summary>Does the step. It must complete, create a bookmark or schedule a child before it returns, or the instance waits for ever.</summary>
    protected internal abstract ValueTask ExecuteAsync(ActivityContext context);

    /// <summary>Goes on after a bookmark of this activity was resumed; by default the activity completes.</summary>
    protected internal virtual ValueTask ResumeAsync(ActivityContext context, Resumption resumption)
    {
        context.Complete();
        return ValueTask.CompletedTask;
    }

    /// <summary>A child scheduled by this activity has completed or was cancelled.</summary>
    protected internal virtual ValueTask OnChildCompletedAsync(ActivityContext context, ActivityContext child) => ValueTask.CompletedTask;

    /// <summary>The activity is being cancelled: give up what was reserved. Called in the same transaction.</summary>
    protected internal virtual ValueTask OnCancelledAsync(ActivityContext context) => ValueTask.CompletedTask;
}
