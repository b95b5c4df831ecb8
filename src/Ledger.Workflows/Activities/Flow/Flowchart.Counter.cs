using Ledger.Workflows.Execution;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Activities;

public sealed partial class Flowchart
{
    private static readonly string[] NoOutcomes = [];

    private async ValueTask GoOnByCountsAsync(StepContext context, FlowScope flow, StepContext ended)
    {
        var routes = Plan.RoutesFrom(flow.Start);
        var activity = Plan.NumberOf(ended.Node);
        if (!await FollowAsync(context, flow, routes, activity, ended.OutcomeNames, ended.IsBackward) && IsIdle(context))
        {
            context.Complete();
        }
    }

    /// <summary>Registers the visit of an activity's connections and schedules what they make due. True when something was scheduled.</summary>
    private async ValueTask<bool> FollowAsync(StepContext context, FlowScope flow, FlowRoutes routes, int activity, string[] outcomes, bool isBackward)
    {
        if (!isBackward)
        {
            flow.Visits[activity]++;
        }

        var hasScheduled = false;
        foreach (var connection in Plan.Outbound[activity])
        {
            ref readonly var edge = ref Plan.Connections[connection];
            var target = edge.Target;
            var isFollowed = Emits(outcomes, edge.Port);
            flow.ConnectionVisits[connection]++;
            flow.Followed[connection] = isFollowed;
            if (routes.IsBackward[connection])
            {
                hasScheduled |= isFollowed && GoBack(context, routes, connection);
                continue;
            }

            var mode = Plan.Nodes[target].Activity is FlowJoin join ? ModeOf(context, Plan.Nodes[target], join) : FlowJoinMode.WaitAllActive;
            hasScheduled |= mode == FlowJoinMode.WaitAny
                ? await ArriveAtAnyAsync(context, flow, routes, connection)
                : await ArriveAtAllAsync(context, flow, routes, target, mode);
        }

        return hasScheduled;
    }

    private bool GoBack(StepContext context, FlowRoutes routes, int connection)
    {
        var edge = Plan.Connections[connection];
        if (!routes.IsValidBackward[connection])
        {
            throw new WorkflowException(
                "flowchart.backward-invalid",
                $"The connection from '{Plan.Nodes[edge.Source].Activity.Id}' back to '{Plan.Nodes[edge.Target].Activity.Id}' enters a loop at its side: the target must lie on every way to the source.",
                Plan.Nodes[edge.Source].Activity.Id, Plan.Nodes[edge.Target].Activity.Id);
        }

        context.ScheduleNode(Plan.Nodes[edge.Target], isBackward: true);
        return true;
    }

    private async ValueTask<bool> ArriveAtAllAsync(StepContext context, FlowScope flow, FlowRoutes routes, int target, FlowJoinMode mode)
    {
        var inbound = routes.ForwardInbound[target];
        if (!AllVisited(flow, inbound, target))
        {
            return false;
        }

        if (mode == FlowJoinMode.WaitAll ? AllFollowed(flow, inbound) : AnyFollowed(flow, inbound))
        {
            context.ScheduleNode(Plan.Nodes[target]);
            return true;
        }

        return await FollowAsync(context, flow, routes, target, NoOutcomes, isBackward: false);
    }

    private async ValueTask<bool> ArriveAtAnyAsync(StepContext context, FlowScope flow, FlowRoutes routes, int connection)
    {
        var target = Plan.Connections[connection].Target;
        if (flow.ConnectionVisits[connection] <= flow.Visits[target] || context.State.Queue.Contains(context, Plan.Nodes[target].Index))
        {
            return false; // The round of this arrival is already decided.
        }

        var inbound = routes.ForwardInbound[target];
        if (flow.Followed[connection] || AnyFollowedSince(flow, inbound, target))
        {
            await CancelBranchesBeforeAsync(context, routes, target);
            context.ScheduleNode(Plan.Nodes[target]);
            return true;
        }

        return AllVisited(flow, inbound, target) && await FollowAsync(context, flow, routes, target, NoOutcomes, isBackward: false);
    }

    private static bool AllVisited(FlowScope flow, int[] inbound, int target)
    {
        foreach (var connection in inbound)
        {
            if (flow.ConnectionVisits[connection] <= flow.Visits[target])
            {
                return false;
            }
        }

        return true;
    }

    private static bool AllFollowed(FlowScope flow, int[] inbound)
    {
        foreach (var connection in inbound)
        {
            if (!flow.Followed[connection])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True when a connection visited most often was followed at its last visit.</summary>
    private static bool AnyFollowed(FlowScope flow, int[] inbound)
    {
        var most = 0;
        foreach (var connection in inbound)
        {
            most = Math.Max(most, flow.ConnectionVisits[connection]);
        }

        foreach (var connection in inbound)
        {
            if (flow.Followed[connection] && flow.ConnectionVisits[connection] == most)
            {
                return true;
            }
        }

        return false;
    }

    private static bool AnyFollowedSince(FlowScope flow, int[] inbound, int target)
    {
        foreach (var connection in inbound)
        {
            if (flow.Followed[connection] && flow.ConnectionVisits[connection] > flow.Visits[target])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The mode of a join; its expression sees the flowchart's scope.</summary>
    private static FlowJoinMode ModeOf(StepContext context, GraphNode node, FlowJoin join)
    {
        if (join.Mode is null)
        {
            return FlowJoinMode.WaitAny; // The first value, as Elsa's enumeration default.
        }

        var input = node.Inputs[node.FindInput(join.Mode)];
        return context.EvaluateInput(input) is FlowJoinMode mode ? mode : FlowJoinMode.WaitAny;
    }
}
