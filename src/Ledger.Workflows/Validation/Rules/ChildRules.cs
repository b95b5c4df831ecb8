using System.Text.Json.Nodes;
using Ledger.Workflows.Activities;
using Ledger.Workflows.Activities.Composition;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Validation.Rules;

/// <summary>Other processes that a step starts: that they exist, that they get what they need, that they do not start each other without end.</summary>
internal static class ChildRules
{
    private const string Input = nameof(ChildWorkflowActivity.WorkflowDefinitionId);

    /// <summary>A process that a step starts before the run has waited for anything.</summary>
    /// <param name="DefinitionId">The process.</param>
    /// <param name="Node">The step.</param>
    /// <param name="IsCertain">True when every run starts it.</param>
    public readonly record struct Call(string DefinitionId, GraphNode Node, bool IsCertain);

    /// <summary>The definitions that steps name, the same in every run.</summary>
    public static IEnumerable<string> Named(CheckedDefinition definition) =>
        definition.Nodes.Select(NameIn).Where(n => !string.IsNullOrWhiteSpace(n)).OfType<string>().Distinct(StringComparer.Ordinal);

    /// <summary>What a compiled definition starts before it waits.</summary>
    public static IReadOnlyList<Call> CallsBeforeWaiting(CheckedDefinition definition)
    {
        var calls = new List<Call>();
        if (definition.Nodes.Count > 0)
        {
            Walk(definition, definition.Nodes[0], true, calls, 0);
        }

        return calls;
    }

    public static void Check(CheckedDefinition definition, IReadOnlyDictionary<string, ChildFacts> known)
    {
        foreach (var node in definition.Nodes)
        {
            if (NameIn(node) is not { Length: > 0 } id || id == definition.DefinitionId)
            {
                continue;
            }

            var name = definition.NameOf(node);
            if (!known.TryGetValue(id, out var child))
            {
                definition.Error(node, "child.unknown", $"'{name}' starts the process '{id}', which does not exist.", name, id);
                continue;
            }

            if (!child.IsPublished)
            {
                definition.Warn(node, "child.not-published", $"'{name}' starts the process '{id}', which is not published: publish it before this one runs.", name, id);
            }

            CheckInput(definition, node, id, child);
        }
    }

    /// <summary>Reports that the definition comes back to itself.</summary>
    public static void ReportRecursion(CheckedDefinition definition, Call call, IReadOnlyList<string> way, bool isCertain)
    {
        var (name, names) = (definition.NameOf(call.Node), string.Join(" → ", way));
        if (isCertain)
        {
            definition.Error(call.Node, "child.endless", $"'{name}' starts this process again without a wait, in every run ({names}): it never ends.", name, names);
        }
        else
        {
            definition.Warn(
                call.Node, "child.recursive", $"'{name}' may start this process again without a wait ({names}): make sure that it ends.", name, names);
        }
    }

    private static void CheckInput(CheckedDefinition definition, GraphNode node, string id, ChildFacts child)
    {
        var input = CheckedDefinition.InputOf(node, "Input");
        if (node.Activity is BulkDispatchWorkflows || !CheckedDefinition.TryConstant(input, out var value))
        {
            return;
        }

        var given = (Expressions.ValueConverter.ToJson(value) as JsonObject)?.Select(p => p.Key).ToHashSet(StringComparer.OrdinalIgnoreCase) ?? [];
        foreach (var required in child.RequiredInputs.Where(r => !given.Contains(r)))
        {
            definition.ErrorAt(
                node, $"{node.Activity.Id}.input", "child.input-missing",
                $"'{definition.NameOf(node)}' starts '{id}' without its required input '{required}'.", definition.NameOf(node), id, required);
        }

        foreach (var unknown in given.Where(g => !child.Inputs.Contains(g, StringComparer.OrdinalIgnoreCase)))
        {
            definition.WarnAt(
                node, $"{node.Activity.Id}.input", "child.input-unknown",
                $"'{definition.NameOf(node)}' gives '{id}' the input '{unknown}', which it does not have.", definition.NameOf(node), id, unknown);
        }
    }

    private static string? NameIn(GraphNode node) =>
        node.Activity is ChildWorkflowActivity or BulkDispatchWorkflows && CheckedDefinition.TryConstant(CheckedDefinition.InputOf(node, Input), out var value)
            ? (value as string)?.Trim() : null;

    /// <summary>Goes through what runs before the first wait. True when the flow may go on behind the node without having waited.</summary>
    private static bool Walk(CheckedDefinition definition, GraphNode node, bool isCertain, List<Call> calls, int depth)
    {
        if (NameIn(node) is { Length: > 0 } id)
        {
            calls.Add(new Call(id, node, isCertain));
            return !Pauses.MayWait(definition, node);
        }

        var children = definition.Children[node.Index].ToList();
        switch (node.Activity)
        {
            case Flowchart { Plan: { DefaultStart: >= 0 } plan }:
                WalkChart(definition, plan, isCertain, calls, depth);
                return true;
            case Sequence:
                return children.TrueForAll(c => Walk(definition, c, isCertain, calls, depth + 1) && !c.IsTerminal);
            case Composite or Activities.Parallel:
                children.ForEach(c => Walk(definition, c, isCertain, calls, depth + 1));
                return true;
            case Compensable { Body: { } body }:
                return Walk(definition, children.Find(c => c.Activity == body) ?? node, isCertain, calls, depth + 1);
            case Fault:
                return false;
            default:
                children.ForEach(c => Walk(definition, c, false, calls, depth + 1));
                return children.Count > 0 || !Pauses.MayWait(definition, node);
        }
    }

    private static void WalkChart(CheckedDefinition definition, FlowPlan plan, bool isCertain, List<Call> calls, int depth)
    {
        var seen = new HashSet<int>();
        var open = new Queue<(int Step, bool IsCertain)>([(plan.DefaultStart, isCertain)]);
        while (open.TryDequeue(out var next))
        {
            if (!seen.Add(next.Step) || !Walk(definition, plan.Nodes[next.Step], next.IsCertain, calls, depth + 1))
            {
                continue;
            }

            var node = plan.Nodes[next.Step];
            var goesOn = next.IsCertain && Pauses.IsKnown(definition, node) && (node.Activity is FlowFork || node.Outcomes is { Count: 1 });
            foreach (var target in FlowRules.NextOf(plan, next.Step))
            {
                open.Enqueue((target, goesOn));
            }
        }
    }
}
