using System.Text.Json.Nodes;
using Ledger.Workflows.Execution;
using Ledger.Workflows.Expressions;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Activities;

/// <summary>The cases of a switch: label, condition and, outside flowcharts, an activity.</summary>
internal sealed class SwitchCases(IReadOnlyList<SwitchCases.Case> cases)
{
    internal sealed record Case(string Label, CompiledExpression Condition, Activity? Activity);

    public static SwitchCases None { get; } = new([]);

    public IReadOnlyList<Case> Cases { get; } = cases;

    public static SwitchCases Build(NodeBuilder builder, bool withActivities)
    {
        var cases = new List<Case>();
        foreach (var json in Json.Items(Json.Get(builder.Source, "cases")).OfType<JsonObject>())
        {
            var label = Json.Text(json, "label") is { Length: > 0 } given ? given : $"Case {cases.Count + 1}";
            var place = $"cases[{label}]";
            if (cases.Exists(c => c.Label == label))
            {
                builder.Problem("switch.case-duplicate", place, $"Two cases are called '{label}'.", label);
            }

            cases.Add(new Case(
                label,
                builder.Expression(Json.Get(json, "condition"), typeof(bool), place),
                withActivities ? builder.Child(Json.Get(json, "activity")) : null));
        }

        return new SwitchCases(cases);
    }

    /// <summary>The cases that match, in order; conditions are evaluated one after another when the step runs.</summary>
    public List<Case> Matching(StepContext context, SwitchMode mode)
    {
        var matches = new List<Case>();
        foreach (var option in Cases)
        {
            if (ValueConverter.Convert(option.Condition.Evaluate(context), typeof(bool)) is true)
            {
                matches.Add(option);
                if (mode == SwitchMode.MatchFirst)
                {
                    break;
                }
            }
        }

        return matches;
    }
}
