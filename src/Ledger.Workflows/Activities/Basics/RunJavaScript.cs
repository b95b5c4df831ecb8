using System.Text.Json.Nodes;
using Ledger.Workflows.Execution;
using Ledger.Workflows.Expressions;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Activities;

/// <summary>Runs a script. Its value is the Result; <c>setOutcome('X')</c> and <c>setOutcomes(['X','Y'])</c> choose the ports.</summary>
[Activity("Elsa.RunJavaScript", Category = "Scripting")]
public sealed class RunJavaScript : CodeActivity, IGraphPart, IOutcomeSource
{
    private ScriptExpression? _script;

    /// <summary>The script.</summary>
    [Input(UIHint = "code-editor", AutoEvaluate = false, Order = 0)]
    public Input<string>? Script { get; set; }

    /// <summary>The ports the script may choose from.</summary>
    [Input(UIHint = "dynamic-outcomes", FixedOutcomes = ["Done"], Order = 1)]
    public Input<string[]>? PossibleOutcomes { get; set; }

    /// <summary>The value of the script.</summary>
    [Output]
    public Output<object>? Result { get; set; }

    IReadOnlyList<string>? IOutcomeSource.PossibleOutcomes =>
        PossibleOutcomes?.Expression is { Type: "Object" or "Literal" } given && ValueConverter.TryConvert(given.Value, typeof(string[]), out var names) && names is string[] { Length: > 0 } list
            ? [.. list, "Done"] : null;

    void IGraphPart.Build(NodeBuilder builder)
    {
        var text = Script?.Expression.Value as string;
        if (!string.IsNullOrWhiteSpace(text))
        {
            var json = new JsonObject { ["expression"] = new JsonObject { ["type"] = "JavaScript", ["value"] = text } };
            _script = Script!.Expression.Type == "JavaScript"
                ? builder.Node.Inputs[builder.Node.FindInput(Script)].Expression as ScriptExpression
                : builder.Expression(json, typeof(object), "script") as ScriptExpression;
        }
    }

    /// <inheritdoc/>
    protected override ValueTask RunAsync(ActivityContext context)
    {
        if (_script is null)
        {
            return ValueTask.CompletedTask;
        }

        var step = (StepContext)context;
        var outcomes = new List<string>();
        object? result;
        try
        {
            result = _script.Evaluate(step, outcomes);
        }
        catch (ScriptException e)
        {
            throw new InputEvaluationException(nameof(Script), step.Place, e);
        }

        context.Set(Result, result!);
        if (outcomes.Count > 0)
        {
            context.Complete(outcomes.ToArray());
        }

        return ValueTask.CompletedTask;
    }
}
