using Ledger.Workflows.Execution;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Activities;

public sealed partial class Flowchart
{
    private async ValueTask GoOnByTokensAsync(StepContext context, FlowScope flow, StepContext ended)
    {
        var routes = Plan.RoutesFrom(flow.Start);
        var tokens = flow.Tokens;
        var activity = Plan.NumberOf(ended.Node);
        foreach (var connection in Plan.Outbound[activity])
        {
            if (Emits(ended.OutcomeNames, Plan.Connections[connection].Port))
            {
                tokens.Add(new FlowToken(connection, false, false));
            }
        }

        Consume(tokens, activity);
        foreach (var connection in Plan.Outbound[activity])
        {
            if (Emits(ended.OutcomeNames, Plan.Connections[connection].Port))
            {
                await ArriveAsync(context, flow, routes, connection);
            }
        }

        if (IsIdle(context) && !tokens.Exists(t => t is { IsConsumed: false, IsBlocked: false }))
        {
            tokens.Clear();
            context.Complete();
            return;
        }

        tokens.RemoveAll(t => t.IsConsumed && Plan.Connections[t.Connection].Target == activity);
    }

    private void Consume(List<FlowToken> tokens, int activity)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i] is { IsConsumed: false, IsBlocked: false } token && Plan.Connections[token.Connection].Target == activity)
            {
                tokens[i] = token with { IsConsumed = true };
            }
        }
    }

    private async ValueTask ArriveAsync(StepContext context, FlowScope flow, FlowRoutes routes, int connection)
    {
        var tokens = flow.Tokens;
        var target = Plan.Connections[connection].Target;
        var node = Plan.Nodes[target];
        var mode = node.Activity is FlowJoin join
            ? ModeOf(context, node, join) == FlowJoinMode.WaitAny ? MergeMode.Race : MergeMode.Merge
            : Plan.MergeModes[target];
        switch (mode)
        {
            case MergeMode.Race or MergeMode.Cascade:
                if (mode == MergeMode.Race)
                {
                    await CancelBranchesBeforeAsync(context, routes, target);
                }

                var blocked = tokens.FindIndex(t => t.Connection == connection && t is { IsBlocked: true, IsConsumed: false });
                if (blocked >= 0)
                {
                    tokens[blocked] = tokens[blocked] with { IsConsumed = true };
                    Consume(tokens, target);
                    return;
                }

                context.ScheduleNode(node);
                foreach (var other in routes.ForwardInbound[target])
                {
                    if (Plan.Connections[other].Source != Plan.Connections[connection].Source)
                    {
                        tokens.Add(new FlowToken(other, false, true));
                    }
                }

                return;
            case MergeMode.Merge when routes.ForwardInbound[target].Length > 1:
                ScheduleWhenAllArrived(context, tokens, node, routes.ForwardInbound[target]);
                return;
            case MergeMode.Converge when Plan.Inbound[target].Length > 1:
                ScheduleWhenAllArrived(context, tokens, node, Plan.Inbound[target]);
                return;
            case MergeMode.Stream:
                foreach (var inbound in routes.ForwardInbound[target])
                {
                    if (HasToken(tokens, Plan.Connections[inbound].Source))
                    {
                        return; // Something is still on its way to a step before this one.
                    }
                }

                context.ScheduleNode(node);
                return;
            default:
                context.ScheduleNode(node);
                return;
        }
    }

    private static void ScheduleWhenAllArrived(StepContext context, List<FlowToken> tokens, GraphNode node, int[] inbound)
    {
        foreach (var connection in inbound)
        {
            if (!tokens.Exists(t => t.Connection == connection && t is { IsConsumed: false, IsBlocked: false }))
            {
                return;
            }
        }

        context.ScheduleNode(node);
    }

    private bool HasToken(List<FlowToken> tokens, int activity)
    {
        foreach (var token in tokens)
        {
            if (token is { IsConsumed: false, IsBlocked: false } && Plan.Connections[token.Connection].Target == activity)
            {
                return true;
            }
        }

        return false;
    }
}
