using System.Text.Json.Nodes;
using Ledger.Workflows.Execution;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Activities;

/// <summary>
/// Activities joined by connections (elsa-semantics.md §4), in counter mode or token mode. The mode is that of the instance's
/// property <c>Flowchart:ExecutionMode</c>, else of the custom property of that name on the flowchart or the
/// workflow, else of <see cref="WorkflowOptions.FlowchartMode"/>.
/// </summary>
[Activity("Elsa.Flowchart", Category = "Containers", IsContainer = true, IsBrowsable = false)]
public sealed partial class Flowchart : Activity, IGraphPart
{
    internal const string ModeProperty = "Flowchart:ExecutionMode";

    private FlowchartMode? _mode;

    internal FlowPlan Plan { get; private set; } = null!;

    /// <summary>The mode the flowchart itself asks for.</summary>
    internal FlowchartMode? OwnMode => _mode;

    internal static FlowchartMode? ParseMode(JsonNode? value) => Json.Text(value) switch
    {
        "CounterBased" or "Counter" or "0" => FlowchartMode.Counter,
        "TokenBased" or "Token" or "1" => FlowchartMode.Token,
        _ => null,
    };

    void IGraphPart.Build(NodeBuilder builder)
    {
        Plan = FlowPlanBuilder.Build(builder);
        _mode = ParseMode(Json.Object(builder.Source, "customProperties") is { } custom ? Json.Get(custom, ModeProperty) : null);
    }

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        var step = (StepContext)context;
        var start = FindStart(step.State);
        if (start < 0)
        {
            context.Complete();
            return ValueTask.CompletedTask;
        }

        step.Flow = new FlowScope(Plan.ActivityCount, Plan.ConnectionCount) { Start = start };
        step.ScheduleNode(Plan.Nodes[start]);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    protected internal override ValueTask OnChildCompletedAsync(ActivityContext context, ActivityContext child)
    {
        var step = (StepContext)context;
        var ended = (StepContext)child;
        if (ended.Node.IsTerminal || step.IsBreaking)
        {
            context.Complete();
            return ValueTask.CompletedTask;
        }

        var flow = step.Flow!;
        step.Burst.Undo.FlowChanged(flow);
        return ModeOf(step) == FlowchartMode.Token
            ? GoOnByTokensAsync(step, flow, ended)
            : GoOnByCountsAsync(step, flow, ended);
    }

    /// <summary>How it runs in an instance with these properties.</summary>
    internal FlowchartMode ModeIn(JsonObject? properties, WorkflowGraph graph, WorkflowOptions options) =>
        (properties is not { Count: > 0 } ? null : ParseMode(properties[ModeProperty])) ?? _mode ?? graph.Mode ?? options.FlowchartMode;

    private FlowchartMode ModeOf(StepContext context) => ModeIn(context.State.Properties, context.Burst.Graph, context.Burst.Options);

    private int FindStart(InstanceState state)
    {
        if (state.TriggerActivityId is { } trigger)
        {
            for (var i = 0; i < Plan.Nodes.Length; i++)
            {
                if (Plan.Nodes[i].Activity.Id == trigger)
                {
                    return i;
                }
            }
        }

        return Plan.DefaultStart;
    }

    private static bool IsIdle(StepContext context) => context.OpenChildren == 0 && context.QueuedItems == 0;

    private static bool Emits(string[] outcomes, string port)
    {
        foreach (var outcome in outcomes)
        {
            if (string.Equals(outcome, port, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Cancels what still runs on the branches before a join that has been decided.</summary>
    private async ValueTask CancelBranchesBeforeAsync(StepContext context, FlowRoutes routes, int join)
    {
        if (context.OpenChildren == 0)
        {
            return;
        }

        var ancestors = routes.AncestorsOf(join);
        var child = context.FirstChild;
        while (child is not null)
        {
            var next = child.NextSibling;
            if (ancestors[Plan.NumberOf(child.Node)])
            {
                await context.Burst.CancelAsync(child);
            }

            child = next;
        }
    }
}
