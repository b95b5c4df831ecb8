using System.Text.Json.Nodes;
using Ledger.Workflows.Activities;
using Ledger.Workflows.Activities.HumanTasks;
using Ledger.Workflows.Execution;
using Ledger.Workflows.Expressions;
using Ledger.Workflows.Graph;
using Ledger.Workflows.HumanTasks;
using Parallel = Ledger.Workflows.Activities.Parallel;

namespace Ledger.Workflows.Moves;

/// <summary>
/// Rewrites a stored state so that another version of its definition goes on from it (features.md W11). Steps are the same when
/// they stand at the same path of ids with the same type; variables when they have the same id, or else the same name.
/// </summary>
internal sealed class StateMove(JsonObject state, WorkflowGraph from, WorkflowGraph to, WorkflowOptions options, MoveFindings findings)
{
    private readonly Dictionary<int, OpenStep> _steps = [];

    /// <summary>The executions by their numbers.</summary>
    public IReadOnlyDictionary<int, OpenStep> Steps => _steps;

    /// <summary>Rewrites the state in place; what stands in the way is among the findings, and then the state must not be used.</summary>
    /// <param name="hasRun">The places of the steps that have completed at least once.</param>
    public void Apply(IReadOnlySet<string> hasRun)
    {
        ReadSteps();
        CheckSteps();
        CheckWork();
        CheckInputs();
        foreach (var step in _steps.Values.Where(s => s.To is not null))
        {
            MoveVariables(step);
            MoveInside(step, hasRun);
        }

        MoveRest();
    }

    private static IEnumerable<JsonObject> Items(JsonNode? list) => (list as JsonArray ?? []).OfType<JsonObject>();

    private void ReadSteps()
    {
        foreach (var json in Items(state["x"]))
        {
            var node = NodeIn(from, json) ?? throw new InvalidOperationException($"The state stands at '{json["n"]}', which its own version does not have.");
            var number = json["k"]!.GetValue<int>();
            _steps[number] = new OpenStep(json, number, json["u"]?.GetValue<int>() ?? 0, node, SameIn(to, node));
        }
    }

    private static GraphNode? NodeIn(WorkflowGraph graph, JsonObject json) =>
        graph.FindNode(json["n"]!.GetValue<string>()) is { } activity ? graph.Nodes[activity.NodeIndex] : null;

    private static GraphNode? SameIn(WorkflowGraph graph, GraphNode node) =>
        graph.FindNode(node.NodeId) is { } activity && activity.Type == node.Activity.Type && activity.Version == node.Activity.Version
            ? graph.Nodes[activity.NodeIndex]
            : null;

    private void CheckSteps()
    {
        var containers = _steps.Values.Select(s => s.Parent).ToHashSet();
        foreach (var step in _steps.Values)
        {
            var activity = step.From.Activity;
            var name = MoveFindings.NameOf(activity);
            if (step.To is null)
            {
                Missing(step, isContainer: containers.Contains(step.Number));
            }
            else if ((StepWait)(step.Json["w"]?.GetValue<int>() ?? 0) == StepWait.ExternalCall)
            {
                findings.Refuse("move.call-underway", activity, $"The call of '{name}' is under way; try again when it has its answer.", name);
            }
            else if (_steps.TryGetValue(step.Parent, out var around) && around is { From.Activity: Compensable before, To.Activity: Compensable after }
                && ReferenceEquals(activity, before.Body) != ReferenceEquals(step.To.Activity, after.Body))
            {
                findings.Refuse("move.container-changed", activity, $"'{name}' has changed between body and undo branch.", name, MoveFindings.NameOf(before));
            }
        }
    }

    private void Missing(OpenStep step, bool isContainer)
    {
        var activity = step.From.Activity;
        var name = MoveFindings.NameOf(activity);
        var there = to.FindNode(activity.NodeId);
        if (there is not null)
        {
            findings.Refuse(
                isContainer ? "move.container-changed" : "move.step-type", activity,
                $"'{name}' is of type {there.Type} in the new version; the instance stands in one of type {activity.Type}.", name, there.Type, activity.Type);
        }
        else if (!isContainer)
        {
            var elsewhere = Array.Find(to.Nodes, n => n.Activity.Id == activity.Id && n.Activity.Type == activity.Type);
            if (elsewhere is not null)
            {
                findings.Refuse(
                    "move.step-elsewhere", activity, $"'{name}', where the instance waits, stands in another container in the new version ({elsewhere.NodeId}).",
                    name, elsewhere.Parent is null ? string.Empty : MoveFindings.NameOf(elsewhere.Parent.Activity));
            }
            else
            {
                findings.Refuse("move.step-missing", activity, $"The new version has no step '{name}', where the instance waits.", name);
            }
        }
    }

    /// <summary>Work that is queued or failed, undo branches that are due when the run is undone.</summary>
    private void CheckWork()
    {
        foreach (var item in Items(state["q"]).Concat((state["fl"] as JsonObject ?? []).Select(f => f.Value).OfType<JsonObject>()))
        {
            var node = NodeIn(from, item)!;
            var name = MoveFindings.NameOf(node.Activity);
            var known = SameIn(to, node);
            if (known is null)
            {
                findings.Refuse("move.step-missing", node.Activity, $"The new version has no step '{name}', which is due.", name);
            }
            else if (known.Activity is HumanTask && item["r"]?["i"] is JsonObject decision && known.Outcomes is { } outcomes
                && TaskDecision.Of(decision).Outcome is { } outcome && !outcomes.Contains(outcome))
            {
                findings.Refuse(
                    "move.outcome-decided", node.Activity, $"'{name}' was decided with '{outcome}', which the new version does not have.", name, outcome);
            }
        }

        foreach (var undo in Items(state["k"]))
        {
            var node = NodeIn(from, undo)!;
            if (SameIn(to, node)?.Activity is not Compensable { Undo: not null })
            {
                var name = MoveFindings.NameOf(node.Activity);
                findings.Refuse("move.undo-missing", node.Activity, $"'{name}' has run and can be undone; the new version has no undo branch for it.", name);
            }
        }
    }

    private void CheckInputs()
    {
        var given = state["in"] as JsonObject ?? [];
        foreach (var input in to.Inputs.Where(i => i.IsRequired && i.Default is null))
        {
            if (!given.Any(g => string.Equals(g.Key, input.Name, StringComparison.OrdinalIgnoreCase) && g.Value is not null))
            {
                findings.Refuse("move.input-missing", null, $"The new version needs the input '{input.Name}', which the instance was not started with.", input.Name);
            }
        }
    }

    private void MoveVariables(OpenStep step)
    {
        var (before, after) = (step.From.Variables, step.To!.Variables);
        var stored = step.Json["v"] as JsonObject;
        var moved = new JsonObject();
        for (var i = 0; i < before.Length; i++)
        {
            var old = before[i];
            // A variable that was never set has its old initial value: a new one in the definition does not change it under the run.
            var value = stored is not null && stored.ContainsKey(old.Id) ? stored[old.Id]?.DeepClone() : ValueConverter.ToJson(step.From.VariableDefaults[i])?.DeepClone();
            var known = Array.Find(after, v => v.Id == old.Id) ?? Array.Find(after, v => v.Name == old.Name);
            if (known is null)
            {
                findings.Warn("move.variable-gone", step.From.Activity, $"The variable '{old.Name}' and its value go: the new version has none.", old.Name);
                continue;
            }

            if (value is not null && !ValueConverter.TryConvert(ValueConverter.Plain(value.DeepClone()), known.Type, out _))
            {
                findings.Refuse(
                    "move.variable-type", step.From.Activity,
                    $"The value of the variable '{old.Name}' is no {known.Type.Name}, which it is in the new version.", old.Name, known.Type.Name);
                continue;
            }

            if (known.Type != old.Type)
            {
                findings.Warn(
                    "move.variable-retyped", step.From.Activity, $"The variable '{old.Name}' becomes {known.Type.Name}; its value is converted.", old.Name, known.Type.Name);
            }

            moved[known.Id] = value;
        }

        step.Json.Remove("v");
        if (moved.Count > 0)
        {
            step.Json["v"] = moved;
        }
    }

    /// <summary>What a container keeps of its children, and what a person should know of those beside the open ones.</summary>
    private void MoveInside(OpenStep step, IReadOnlySet<string> hasRun)
    {
        switch (step.From.Activity)
        {
            case Flowchart before when step.Json["f"] is JsonObject flow:
                var after = (Flowchart)step.To!.Activity;
                var properties = state["p"] as JsonObject;
                var mode = before.ModeIn(properties, from, options);
                if (mode != after.ModeIn(properties, to, options))
                {
                    findings.Refuse(
                        "move.mode-changed", before, $"The flowchart '{MoveFindings.NameOf(before)}' counts its branches in another way in the new version.",
                        MoveFindings.NameOf(before));
                    return;
                }

                new FlowMove(before.Plan, after.Plan, flow, ChildrenOf(step), mode, hasRun, findings).Apply();
                break;
            case Sequence before:
                SequenceMove.Check(before, (Sequence)step.To!.Activity, [.. ChildrenOf(step).Select(c => c.NodeId)], hasRun, findings);
                break;
            case Fork before:
                SequenceMove.CheckBranches(before.Branches, ((Fork)step.To!.Activity).Branches, findings);
                break;
            case Parallel before:
                SequenceMove.CheckBranches(before.Activities, ((Parallel)step.To!.Activity).Activities, findings);
                break;
        }
    }

    /// <summary>The children of an execution that are open, queued, or ended without its notice, as they are stored.</summary>
    private List<FlowChild> ChildrenOf(OpenStep step)
    {
        var open = _steps.Values.Where(s => s.Parent == step.Number).Select(s => new FlowChild(s.Json, s.From.NodeId));
        var queued = Items(state["q"]).Concat((state["fl"] as JsonObject ?? []).Select(f => f.Value).OfType<JsonObject>())
            .Where(q => q["o"]?.GetValue<int>() == step.Number && q["x"] is null)
            .Select(q => new FlowChild(q, q["n"]!.GetValue<string>()));
        return [.. open, .. queued];
    }

    private void MoveRest()
    {
        foreach (var name in (state["ko"] as JsonObject ?? []).Select(k => k.Key).Where(k => to.FindNode(k) is null).ToList())
        {
            ((JsonObject)state["ko"]!).Remove(name);
        }

        if (state["t"] is { } trigger && to.FindActivity(trigger.GetValue<string>()) is null)
        {
            state.Remove("t");
            state.Remove("ti");
        }
    }
}

/// <summary>A child of a container that is open or queued, as it is stored.</summary>
internal readonly record struct FlowChild(JsonObject Json, string NodeId);
