using Ledger.Workflows.Execution;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Activities;

/// <summary>Runs the activities of the cases whose conditions hold, else the default.</summary>
[Activity("Elsa.Switch", Category = "Branching", IsContainer = true)]
[PlainInput("Cases", typeof(object), UIHint = "switch-editor", Order = 0)]
public sealed class Switch : Activity, IGraphPart
{
    private SwitchCases _cases = SwitchCases.None;

    /// <summary>How many cases may match.</summary>
    [Input(UIHint = "dropdown", Options = ["MatchFirst", "MatchAny"], Default = "MatchFirst", Order = 1)]
    public Input<SwitchMode>? Mode { get; set; }

    /// <summary>Runs when no case matches.</summary>
    [Port]
    public Activity? Default { get; set; }

    void IGraphPart.Build(NodeBuilder builder)
    {
        _cases = SwitchCases.Build(builder, withActivities: true);
        Default = builder.Child(Json.Get(builder.Source, "default"));
    }

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        var matches = _cases.Matching((StepContext)context, context.Get(Mode));
        foreach (var match in matches)
        {
            if (match.Activity is not null)
            {
                context.Schedule(match.Activity);
            }
        }

        if (matches.Count == 0 && Default is not null)
        {
            context.Schedule(Default);
        }

        CompleteWhenIdle(context);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    protected internal override ValueTask OnChildCompletedAsync(ActivityContext context, ActivityContext child)
    {
        CompleteWhenIdle(context);
        return ValueTask.CompletedTask;
    }

    private static void CompleteWhenIdle(ActivityContext context)
    {
        if (context is StepContext { IsBreaking: true } or StepContext { OpenChildren: 0, QueuedItems: 0 })
        {
            context.Complete();
        }
    }
}
