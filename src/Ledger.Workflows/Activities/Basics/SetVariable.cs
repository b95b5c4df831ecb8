using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Workflows.Execution;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Activities;

/// <summary>Sets a variable in scope.</summary>
[Activity("Elsa.SetVariable", Category = "Primitives")]
[PlainInput("Variable", typeof(object), UIHint = "variable-picker", Required = true, Order = 0)]
public sealed class SetVariable : CodeActivity, IGraphPart
{
    private string _id = string.Empty;
    private string? _name;

    /// <summary>The new value.</summary>
    [Input(UIHint = "multiline", Order = 1)]
    public Input<object>? Value { get; set; }

    void IGraphPart.Build(NodeBuilder builder)
    {
        var json = Json.Get(builder.Source, "variable");
        if (Json.Text(json) is { } text && text.TrimStart().StartsWith('{'))
        {
            json = Parse(text);
        }

        if (json is JsonObject obj)
        {
            _id = Json.Text(obj, "id") ?? string.Empty;
            _name = Json.Text(obj, "name");
        }
        else
        {
            _id = Json.Text(json) ?? string.Empty;
        }

        builder.Writes(_id, _name);
        if (!(_id.Length > 0 && builder.KnowsVariable(_id)) && !(_name is not null && builder.KnowsVariable(_name)))
        {
            builder.Problem("variable.unknown", "variable", $"There is no variable '{_name ?? _id}' here.", _name ?? _id);
        }
    }

    /// <inheritdoc/>
    protected override ValueTask RunAsync(ActivityContext context)
    {
        var step = (StepContext)context;
        if (step.TryFindVariable(_id, byId: true, out var place) || (_name is not null && step.TryFindVariable(_name, byId: false, out place)) ||
            step.TryFindVariable(_id, byId: false, out place))
        {
            step.WriteVariable(place, context.Get(Value));
            return ValueTask.CompletedTask;
        }

        throw new WorkflowException("variable.unknown", $"The variable '{_name ?? _id}' is not in scope.", _name ?? _id);
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
