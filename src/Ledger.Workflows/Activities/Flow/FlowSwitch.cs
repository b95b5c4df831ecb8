using Ledger.Workflows.Execution;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Activities;

/// <summary>Goes on at the ports of the cases whose conditions hold, else at Default.</summary>
[Activity("Elsa.FlowSwitch", Category = "Branching", Outcomes = ["Default"])]
[PlainInput("Cases", typeof(object), UIHint = "flow-switch-editor", Order = 0)]
public sealed class FlowSwitch : Activity, IGraphPart, IOutcomeSource
{
    private SwitchCases _cases = SwitchCases.None;

    /// <summary>How many cases may match.</summary>
    [Input(UIHint = "dropdown", Options = ["MatchFirst", "MatchAny"], Default = "MatchFirst", Order = 1)]
    public Input<SwitchMode>? Mode { get; set; }

    internal IReadOnlyList<SwitchCases.Case> Cases => _cases.Cases;

    IReadOnlyList<string>? IOutcomeSource.PossibleOutcomes => [.. _cases.Cases.Select(c => c.Label), "Default"];

    void IGraphPart.Build(NodeBuilder builder) => _cases = SwitchCases.Build(builder, withActivities: false);

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        var matches = _cases.Matching((StepContext)context, context.Get(Mode));
        if (matches.Count == 0)
        {
            context.Complete("Default");
        }
        else
        {
            context.Complete(matches.ConvertAll(m => m.Label).ToArray());
        }

        return ValueTask.CompletedTask;
    }
}
