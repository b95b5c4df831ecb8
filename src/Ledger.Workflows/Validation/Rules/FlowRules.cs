using Ledger.Workflows.Activities;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Validation.Rules;

/// <summary>Steps that nothing leads to, and outcomes that lead nowhere.</summary>
internal static class FlowRules
{
    public static void Check(CheckedDefinition definition)
    {
        foreach (var node in definition.Nodes)
        {
            switch (node.Activity)
            {
                case Flowchart { Plan: { } plan }:
                    CheckReach(definition, plan);
                    CheckOutcomes(definition, plan);
                    break;
                case Sequence sequence:
                    CheckSequence(definition, node, sequence);
                    break;
            }
        }
    }

    /// <summary>The steps of a flowchart that a run can come to: from its start and its triggers, never beyond a step that ends it.</summary>
    public static bool[] ReachOf(FlowPlan plan)
    {
        var reached = new bool[plan.ActivityCount];
        var open = new Stack<int>();
        for (var i = 0; i < plan.ActivityCount; i++)
        {
            if (i == plan.DefaultStart || plan.Nodes[i].Activity.CanStartWorkflow)
            {
                reached[i] = true;
                open.Push(i);
            }
        }

        while (open.TryPop(out var current))
        {
            foreach (var target in NextOf(plan, current))
            {
                if (!reached[target])
                {
                    reached[target] = true;
                    open.Push(target);
                }
            }
        }

        return reached;
    }

    /// <summary>Where a step leads; nowhere when it ends the flowchart.</summary>
    public static IEnumerable<int> NextOf(FlowPlan plan, int step) =>
        plan.Nodes[step].IsTerminal ? [] : plan.Outbound[step].Select(c => plan.Connections[c].Target);

    private static void CheckReach(CheckedDefinition definition, FlowPlan plan)
    {
        var reached = ReachOf(plan);
        for (var i = 0; i < plan.ActivityCount; i++)
        {
            var node = plan.Nodes[i];
            if (!reached[i])
            {
                definition.Error(
                    node, "step.unreachable",
                    $"Nothing leads to '{definition.NameOf(node)}': connect a step before it with it, or delete it.", definition.NameOf(node));
            }
            else if (node.IsTerminal && plan.Outbound[i].Length > 0)
            {
                var after = definition.NameOf(plan.Nodes[plan.Connections[plan.Outbound[i][0]].Target]);
                definition.Warn(
                    node, "step.after-end",
                    $"'{definition.NameOf(node)}' ends the flow, so '{after}' after it never comes from there: delete the connection or the end.",
                    definition.NameOf(node), after);
            }
        }
    }

    private static void CheckSequence(CheckedDefinition definition, GraphNode node, Sequence sequence)
    {
        var children = definition.Children[node.Index].Where(c => sequence.Activities.Contains(c.Activity)).ToList();
        var end = children.FindIndex(c => c.IsTerminal);
        for (var i = end + 1; end >= 0 && i < children.Count; i++)
        {
            definition.Error(
                children[i], "step.unreachable",
                $"Nothing leads to '{definition.NameOf(children[i])}': connect a step before it with it, or delete it.", definition.NameOf(children[i]));
        }
    }

    private static void CheckOutcomes(CheckedDefinition definition, FlowPlan plan)
    {
        var reached = ReachOf(plan);
        for (var i = 0; i < plan.ActivityCount; i++)
        {
            var node = plan.Nodes[i];
            if (!reached[i] || node.IsTerminal || node.Outcomes is not { Count: > 0 } outcomes)
            {
                continue;
            }

            var connected = plan.Outbound[i].Select(c => plan.Connections[c].Port).ToHashSet(StringComparer.Ordinal);
            if (outcomes.Count == 1 && connected.Count == 0)
            {
                continue; // The last step of a branch: the flow ends with it.
            }

            var only = LoopRules.OnlyOutcome(node);
            foreach (var outcome in outcomes.Where(o => !connected.Contains(o) && (only is null || o == only)))
            {
                Report(definition, node, outcome, connected.Count);
            }
        }
    }

    private static void Report(CheckedDefinition definition, GraphNode node, string outcome, int connected)
    {
        var use = Inner(node) is IOutcomeUse own ? own.UseOf(outcome)
            : Inner(node) is Activities.Composition.BulkDispatchWorkflows or DefinitionActivity or RunJavaScript && outcome is "Done" or "Completed" && connected > 0 ? OutcomeUse.Optional
            : OutcomeUse.Expected;
        var name = definition.NameOf(node);
        if (use == OutcomeUse.Required && connected > 0)
        {
            definition.Error(
                node, "outcome.unconnected",
                $"The outcome '{outcome}' of '{name}' leads nowhere: connect it; where the process may end with it, connect it with an End.", outcome, name);
        }
        else if (use != OutcomeUse.Optional)
        {
            definition.Warn(
                node, "outcome.ends-here",
                $"The process ends without a word at the outcome '{outcome}' of '{name}': connect it, or put an End there.", outcome, name);
        }
    }

    private static Activity Inner(GraphNode node) => node.Activity is Compensable { Body: { } body } ? body : node.Activity;
}
