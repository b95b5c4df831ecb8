using Ledger.Workflows.Activities;
using Ledger.Workflows.Expressions;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Validation.Rules;

/// <summary>
/// Loops that never wait. An error is one that certainly never ends: every step in it is the engine's own, none waits, ends or
/// fails, and no outcome leads out. A warning is one that only decisions leave which nothing inside it can change, so
/// that it runs for ever once it goes round. Everything else may be meant.
/// </summary>
internal static class LoopRules
{
    public static void Check(CheckedDefinition definition)
    {
        foreach (var node in definition.Nodes)
        {
            switch (node.Activity)
            {
                case Flowchart { Plan: { } plan }:
                    CheckCycles(definition, plan);
                    break;
                case While loop:
                    CheckWhile(definition, node, loop);
                    break;
                case For:
                    CheckStep(definition, node);
                    break;
            }
        }
    }

    private static void CheckCycles(CheckedDefinition definition, FlowPlan plan)
    {
        var reached = FlowRules.ReachOf(plan);
        bool Spins(int step) => reached[step] && !plan.Nodes[step].IsTerminal && plan.Nodes[step].Activity is not Fault
            && !Pauses.MayWait(definition, plan.Nodes[step]) && !Pauses.MayEnd(definition, plan.Nodes[step]);
        foreach (var cycle in Cycles.Find(plan.ActivityCount, Spins, step => Followed(plan, step)))
        {
            CheckCycle(definition, plan, cycle);
        }
    }

    // A decision that never changes leads one way only.
    private static IEnumerable<int> Followed(FlowPlan plan, int step)
    {
        var only = OnlyOutcome(plan.Nodes[step]);
        return plan.Outbound[step].Where(c => only is null || plan.Connections[c].Port == only).Select(c => plan.Connections[c].Target);
    }

    /// <summary>The one outcome of a decision whose condition never changes; null for any other step.</summary>
    public static string? OnlyOutcome(GraphNode node) =>
        node.Activity is FlowDecision && CheckedDefinition.TryConstant(CheckedDefinition.InputOf(node, nameof(FlowDecision.Condition)), out var value)
            ? value is true ? "True" : "False"
            : null;

    private static void CheckCycle(CheckedDefinition definition, FlowPlan plan, IReadOnlyCollection<int> cycle)
    {
        var inside = cycle.ToHashSet();
        var exits = cycle.Where(step => Leaves(plan, step, inside)).ToList();
        var nodes = cycle.Select(step => plan.Nodes[step]).ToList();
        var first = nodes.MinBy(n => n.Index)!;
        var names = string.Join(" → ", nodes.OrderBy(n => n.Index).Select(definition.NameOf));
        if (exits.Count == 0)
        {
            var message = $"The loop {names} never ends: no step in it waits and no outcome leads out of it. Let a decision lead out, or put a step in it that waits.";
            if (nodes.TrueForAll(n => Pauses.IsKnown(definition, n)))
            {
                definition.Error(first, "loop.endless", message, names);
            }
            else
            {
                definition.Warn(first, "loop.endless-unless-refused", message, names);
            }

            return;
        }

        var changes = new Changes(definition, nodes);
        if (exits.TrueForAll(step => IsFixed(plan.Nodes[step], changes)))
        {
            var decisions = string.Join(", ", exits.Select(step => definition.NameOf(plan.Nodes[step])));
            definition.Warn(
                plan.Nodes[exits[0]], "loop.decision-fixed",
                $"The loop {names} waits nowhere, and nothing in it changes what {decisions} decides: once it goes round it never ends.", names, decisions);
        }
    }

    // An outcome that may come and that no connection takes back into the loop.
    private static bool Leaves(FlowPlan plan, int step, HashSet<int> inside)
    {
        var node = plan.Nodes[step];
        if (node.Outcomes is null)
        {
            return true;
        }

        var only = OnlyOutcome(node);
        return node.Outcomes.Where(o => only is null || o == only).Any(
            outcome => !plan.Outbound[step].Any(c => plan.Connections[c].Port == outcome && inside.Contains(plan.Connections[c].Target)))
            && !IsFork(node, plan, step, inside);
    }

    // A fork takes all its ways at once: one that leads back is enough.
    private static bool IsFork(GraphNode node, FlowPlan plan, int step, HashSet<int> inside) =>
        node.Activity is FlowFork && plan.Outbound[step].Any(c => inside.Contains(plan.Connections[c].Target));

    private static bool IsFixed(GraphNode node, Changes changes) => node.Activity switch
    {
        FlowDecision decision => !CheckedDefinition.TryConstant(CheckedDefinition.InputOf(node, nameof(decision.Condition)), out _)
            && !changes.May(CheckedDefinition.InputOf(node, nameof(decision.Condition))!.Expression),
        FlowSwitch choice => choice.Cases.Count > 0 && choice.Cases.All(c => !changes.May(c.Condition)),
        _ => false,
    };

    private static void CheckWhile(CheckedDefinition definition, GraphNode node, While loop)
    {
        var condition = CheckedDefinition.InputOf(node, nameof(While.Condition));
        if (loop.Body is null || definition.Children[node.Index].FirstOrDefault() is not { } body)
        {
            return;
        }

        var name = definition.NameOf(node);
        if (CheckedDefinition.TryConstant(condition, out var value))
        {
            if (value is not true)
            {
                definition.Warn(node, "loop.never-runs", $"The condition of '{name}' never holds: what is inside never runs.", name);
            }
            else if (!Pauses.MayWait(definition, body) && !Pauses.MayEnd(definition, body))
            {
                var message = $"The loop {name} never ends: no step in it waits and no outcome leads out of it. Let a decision lead out, or put a step in it that waits.";
                if (Pauses.IsKnown(definition, body))
                {
                    definition.Error(node, "loop.endless", message, name);
                }
                else
                {
                    definition.Warn(node, "loop.endless-unless-refused", message, name);
                }
            }

            return;
        }

        if (condition is { Expression: { } expression } && !Pauses.MayWait(definition, body) && !Pauses.MayEnd(definition, body)
            && !new Changes(definition, [body]).May(expression)
            && !(expression is ScriptExpression script && definition.SurveyOf(script.Script).Writes.Count > 0))
        {
            definition.Warn(
                node, "loop.decision-fixed",
                $"The loop {name} waits nowhere, and nothing in it changes what {name} decides: once it goes round it never ends.", name, name);
        }
    }

    private static void CheckStep(CheckedDefinition definition, GraphNode node)
    {
        if (CheckedDefinition.InputOf(node, nameof(For.Step)) is { } step && CheckedDefinition.TryConstant(step, out var value) && value is 0L or 0 or 0d)
        {
            definition.ErrorAt(
                node, $"{node.Activity.Id}.step", "loop.step-zero", $"The loop {definition.NameOf(node)} would never end: its step is 0.", definition.NameOf(node));
        }
    }
}
