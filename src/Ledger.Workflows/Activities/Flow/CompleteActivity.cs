using System.Collections;
using System.Text.Json.Nodes;
using Ledger.Workflows.Execution;
using Ledger.Workflows.Expressions;

namespace Ledger.Workflows.Activities;

/// <summary>Ends the nearest workflow (the run, or the workflow used as an activity it stands in) with outcomes.</summary>
[Activity("Elsa.Complete", Category = "Composition", IsTerminal = true)]
public sealed class CompleteActivity : Activity
{
    /// <summary>One outcome or a list of them; none means Done.</summary>
    [Input(UIHint = "outcome-picker")]
    public Input<object>? Outcomes { get; set; }

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        Burst.CompleteComposite((StepContext)context, Names(context.Get(Outcomes)));
        return ValueTask.CompletedTask;
    }

    private static string[] Names(object? value) => value switch
    {
        null => [],
        string text when text.TrimStart().StartsWith('[') && ValueConverter.TryConvert(text, typeof(string[]), out var list) => (string[])list!,
        string { Length: > 0 } text => [text],
        JsonArray array => [.. array.Select(a => a?.ToString()).OfType<string>()],
        IEnumerable items and not string => [.. items.Cast<object?>().Select(i => i?.ToString()).OfType<string>()],
        _ => [],
    };
}
