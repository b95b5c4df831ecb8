using Ledger.Workflows.Activities;
using Ledger.Workflows.Activities.Composition;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Validation.Rules;

/// <summary>What a step does to the time a run takes: whether it may wait, end the run, or do something nobody here knows.</summary>
internal static class Pauses
{
    /// <summary>True when the step may wait for a person, a time, an event, another process or a server, or works chunk by chunk: the queue gets its turn.</summary>
    public static bool MayWait(CheckedDefinition definition, GraphNode node) => node.Activity switch
    {
        IExternalActivity or ILongActivity => true,
        StartAt or Delay or RunTask => true,
        ChildWorkflowActivity or BulkDispatchWorkflows =>
            !CheckedDefinition.TryConstant(CheckedDefinition.InputOf(node, "WaitForCompletion"), out var waits) || waits is true,
        _ => node.Activity.GetType().GetCustomAttributes(typeof(ActivityAttribute), false) is [ActivityAttribute { Kind: "Trigger" }, ..]
            || definition.Children[node.Index].Any(c => MayWait(definition, c)),
    };

    /// <summary>True when the step, or one inside it, ends the run, the loop or the container, or fails on purpose.</summary>
    public static bool MayEnd(CheckedDefinition definition, GraphNode node) =>
        node.IsTerminal || node.Activity is Fault || definition.Children[node.Index].Any(c => MayEnd(definition, c));

    /// <summary>True when all the step does is known: it and all inside it are the engine's own.</summary>
    public static bool IsKnown(CheckedDefinition definition, GraphNode node) =>
        node.Activity.GetType().Assembly == typeof(Activity).Assembly && node.Activity is not DefinitionActivity
        && definition.Children[node.Index].All(c => IsKnown(definition, c));
}
