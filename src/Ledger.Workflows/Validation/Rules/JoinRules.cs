using Ledger.Workflows.Activities;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Validation.Rules;

/// <summary>
/// Joins that wait for a branch that never comes. Where two of the awaited branches follow from different outcomes of one
/// decision, they never both come: an error, or a warning where a loop may bring the other one later. Where one of them
/// depends on a decision and the others do not, the join waits for ever when the decision goes the other way: a warning.
/// </summary>
internal static class JoinRules
{
    public static void Check(CheckedDefinition definition)
    {
        foreach (var node in definition.Nodes)
        {
            if (node.Activity is Flowchart { Plan: { DefaultStart: >= 0 } plan } chart)
            {
                CheckChart(definition, plan, (chart.OwnMode ?? definition.Graph?.Mode) == FlowchartMode.Token);
            }
        }
    }

    private static void CheckChart(CheckedDefinition definition, FlowPlan plan, bool usesTokens)
    {
        var routes = plan.RoutesFrom(plan.DefaultStart);
        for (var join = 0; join < plan.ActivityCount; join++)
        {
            var awaited = routes.ForwardInbound[join];
            if (!routes.IsReached[join] || awaited.Length < 2 || !WaitsForAll(plan, join, usesTokens))
            {
                continue;
            }

            CheckJoin(definition, plan, routes, join, awaited);
        }
    }

    private static bool WaitsForAll(FlowPlan plan, int join, bool usesTokens)
    {
        var node = plan.Nodes[join];
        if (node.Activity is FlowJoin)
        {
            return CheckedDefinition.TryConstant(CheckedDefinition.InputOf(node, nameof(FlowJoin.Mode)), out var mode)
                && (mode is FlowJoinMode.WaitAll || (mode is FlowJoinMode.WaitAllActive && usesTokens));
        }

        return usesTokens && plan.MergeModes[join] is MergeMode.Merge or MergeMode.Converge;
    }

    private static void CheckJoin(CheckedDefinition definition, FlowPlan plan, FlowRoutes routes, int join, int[] awaited)
    {
        var node = plan.Nodes[join];
        var name = definition.NameOf(node);
        GraphNode? doubtful = null;
        for (var choice = 0; choice < plan.ActivityCount; choice++)
        {
            if (!routes.IsReached[choice] || !ChoosesOne(plan.Nodes[choice]))
            {
                continue;
            }

            var outcomes = OutcomesTo(plan, routes, choice, awaited);
            var dependent = outcomes.OfType<HashSet<string>>().ToList();
            var choiceName = definition.NameOf(plan.Nodes[choice]);
            if (dependent.Exists(a => dependent.Exists(b => !a.Overlaps(b))))
            {
                if (routes.IsBackward.Any(b => b))
                {
                    doubtful ??= plan.Nodes[choice];
                    continue;
                }

                definition.Error(
                    node, "join.never",
                    $"'{name}' waits for branches that never both come: '{choiceName}' takes only one of them. Let it go on with any branch, or do not join them.",
                    name, choiceName);
                return;
            }

            if (dependent.Exists(a => !a.IsSupersetOf(plan.Nodes[choice].Outcomes!)))
            {
                doubtful ??= plan.Nodes[choice];
            }
        }

        if (doubtful is not null)
        {
            definition.Warn(
                node, "join.may-wait",
                $"'{name}' waits for all branches, but '{definition.NameOf(doubtful)}' may leave one of them out: then the process waits there for ever.",
                name, definition.NameOf(doubtful));
        }
    }

    // Of a fork, a switch that matches any and a script several outcomes may come at once.
    private static bool ChoosesOne(GraphNode node) => node is { Outcomes.Count: > 1, IsTerminal: false } && node.Activity switch
    {
        FlowSwitch => CheckedDefinition.TryConstant(CheckedDefinition.InputOf(node, nameof(FlowSwitch.Mode)), out var mode) && mode is not SwitchMode.MatchAny,
        FlowFork or RunJavaScript or Activities.Http.FlowSendHttpRequest or DefinitionActivity or Activities.Composition.BulkDispatchWorkflows or Compensable => false,
        _ => true,
    };

    /// <summary>For each awaited connection the outcomes of the choice from which it comes; null when it comes whatever is chosen.</summary>
    private static List<HashSet<string>?> OutcomesTo(FlowPlan plan, FlowRoutes routes, int choice, int[] awaited)
    {
        var free = Reach(plan, routes, [plan.DefaultStart], choice);
        var byOutcome = new Dictionary<string, bool[]>(StringComparer.Ordinal);
        foreach (var connection in plan.Outbound[choice].Where(c => !routes.IsBackward[c]))
        {
            var port = plan.Connections[connection].Port;
            var targets = plan.Outbound[choice].Where(c => !routes.IsBackward[c] && plan.Connections[c].Port == port).Select(c => plan.Connections[c].Target);
            byOutcome[port] = byOutcome.GetValueOrDefault(port) ?? Reach(plan, routes, targets, choice);
        }

        return [.. awaited.Select(connection =>
        {
            var edge = plan.Connections[connection];
            if (edge.Source == choice)
            {
                return [edge.Port];
            }

            return free[edge.Source] ? null
                : byOutcome.Where(o => o.Value[edge.Source]).Select(o => o.Key).ToHashSet(StringComparer.Ordinal) is { Count: > 0 } from ? from : null;
        })];
    }

    private static bool[] Reach(FlowPlan plan, FlowRoutes routes, IEnumerable<int> from, int without)
    {
        var reached = new bool[plan.ActivityCount];
        var open = new Stack<int>(from.Where(f => f != without));
        while (open.TryPop(out var step))
        {
            if (reached[step])
            {
                continue;
            }

            reached[step] = true;
            foreach (var connection in plan.Outbound[step])
            {
                var target = plan.Connections[connection].Target;
                if (!routes.IsBackward[connection] && target != without && !plan.Nodes[step].IsTerminal)
                {
                    open.Push(target);
                }
            }
        }

        return reached;
    }
}
