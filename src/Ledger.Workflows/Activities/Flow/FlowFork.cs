using Ledger.Workflows.Expressions;

namespace Ledger.Workflows.Activities;

/// <summary>Goes on at several ports at once.</summary>
[Activity("Elsa.FlowFork", Category = "Flow")]
public sealed class FlowFork : Activity, IOutcomeSource
{
    /// <summary>The names of the ports; Done when there are none.</summary>
    [Input(UIHint = "dynamic-outcomes")]
    public Input<string[]>? Branches { get; set; }

    IReadOnlyList<string>? IOutcomeSource.PossibleOutcomes =>
        Branches is null ? ["Done"]
        : Branches.Expression.Type is "Object" or "Literal" && ValueConverter.TryConvert(Branches.Expression.Value, typeof(string[]), out var names)
            ? names is string[] { Length: > 0 } given ? given : ["Done"] : null;

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        context.Complete(context.Get(Branches) ?? []);
        return ValueTask.CompletedTask;
    }
}
