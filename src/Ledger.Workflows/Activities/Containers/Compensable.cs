using Ledger.Workflows.Execution;

namespace Ledger.Workflows.Activities;

/// <summary>
/// A step with an undo branch (features.md W4). When the body completes, the undo branch is noted with the variables the
/// body saw. It runs, latest first and each exactly once, when the run is compensated: on demand
/// (<c>IWorkflowRuntime.CompensateAsync</c>; the run then ends Cancelled), or by a fault when the workflow option
/// <c>compensateOnFault</c> or the custom property of that name on a container around the faulted step is true (the run then
/// ends Faulted). What is under way when compensation starts is cancelled. An undo branch that fails is an incident that
/// can be retried; the branches before it wait. After the run has finished it can still be compensated.
/// </summary>
[Activity("Ledger.Compensable", Icon = "undo", Category = "Flow", IsContainer = true)]
public sealed class Compensable : Activity, Graph.IGraphPart, IOutcomeSource
{
    /// <summary>The step.</summary>
    [Port]
    public Activity? Body { get; set; }

    /// <summary>What undoes it.</summary>
    [Port]
    public Activity? Undo { get; set; }

    /// <summary>The outcomes of the body: they are its own.</summary>
    IReadOnlyList<string>? IOutcomeSource.PossibleOutcomes => _outcomes;

    private IReadOnlyList<string>? _outcomes = StepContext.Done;

    void Graph.IGraphPart.Build(Graph.NodeBuilder builder)
    {
        Body = builder.Child(Graph.Json.Get(builder.Source, "body"));
        Undo = builder.Child(Graph.Json.Get(builder.Source, "undo"));
        _outcomes = Body is null ? StepContext.Done : builder.NodeOf(Body).Outcomes;
    }

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        if (Body is null)
        {
            context.Complete();
        }
        else
        {
            context.Schedule(Body);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    protected internal override ValueTask OnChildCompletedAsync(ActivityContext context, ActivityContext child)
    {
        var step = (StepContext)context;
        if (!ReferenceEquals(child.Activity, Body))
        {
            context.Complete();
            return ValueTask.CompletedTask;
        }

        if (Undo is not null && !step.IsBreaking && !step.State.IsCompensating)
        {
            step.Burst.RegisterCompensation(step);
        }

        context.Complete(((StepContext)child).OutcomeNames);
        return ValueTask.CompletedTask;
    }

    internal ValueTask CompensateAsync(ActivityContext context)
    {
        context.Schedule(Undo!);
        return ValueTask.CompletedTask;
    }
}
