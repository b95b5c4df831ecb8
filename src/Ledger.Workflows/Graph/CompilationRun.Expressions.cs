using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Workflows.Expressions;

namespace Ledger.Workflows.Graph;

internal sealed partial class CompilationRun
{
    /// <summary>Compiles what stands for an input in JSON: <c>{typeName, expression:{type,value}}</c>, a bare expression, or a bare value.</summary>
    /// <returns>The expression is null when the JSON gives none.</returns>
    public (CompiledExpression Compiled, Expression? Source) CompileExpression(JsonNode? json, Type type, GraphNode node, CompilationScope scope, string place)
    {
        var none = (new ConstantExpression(null), (Expression?)null);
        place = scope.Prefix + place;
        switch (json)
        {
            case null:
                return none;
            case JsonValue value:
                return Literal(value, type, place);
            case JsonArray array:
                return Structure(array, type, place);
        }

        var input = json.AsObject();
        var expression = Json.Get(input, "expression");
        if (expression is null && (input.ContainsKey("memoryReference") || input.ContainsKey("typeName") || input.ContainsKey("expression")))
        {
            return none;
        }

        if (expression is JsonValue bare)
        {
            return Literal(bare, type, place);
        }

        var body = expression as JsonObject;
        if (body is null && input.Count <= 2 && Json.Get(input, "value") is not null && input.ContainsKey("type"))
        {
            body = input; // The condition of a case is a bare expression.
        }

        if (body is null)
        {
            return Structure(input, type, place);
        }

        var content = Json.Get(body, "value");
        switch (Json.Text(body, "type") ?? "Literal")
        {
            case "Literal":
                return content is JsonValue or null ? Literal(content as JsonValue, type, place) : Structure(content, type, place);
            case "Object":
                return ObjectText(content, type, place);
            case "Variable":
                return Variable(content, node, place);
            case "Input":
                return InputReference(content, node, scope, place);
            case "JavaScript":
                return JavaScript(Json.Text(content) ?? string.Empty, node, place);
            case var other:
                Problem("expression.unsupported", place, $"Expressions of type '{other}' are not supported; use JavaScript.", other);
                return none;
        }
    }

    private (CompiledExpression, Expression?) Literal(JsonValue? json, Type type, string place)
    {
        var plain = ValueConverter.Plain(json?.DeepClone());
        if (plain is null)
        {
            return (new ConstantExpression(null), json is null ? null : Expression.Literal(null));
        }

        if (ValueConverter.TryConvert(plain, type, out var value))
        {
            return (IsShareable(type, value) ? new ConstantExpression(value) : new ObjectExpression(ValueConverter.ToJson(value)), new Expression("Literal", plain));
        }

        if (plain is "")
        {
            return (new ConstantExpression(null), null); // Designers send an empty text for a field left blank.
        }

        Problem("expression.literal-invalid", place, $"'{plain}' is no {type.Name}.", plain, type.Name);
        return (new ConstantExpression(null), new Expression("Literal", plain));
    }

    private (CompiledExpression, Expression?) ObjectText(JsonNode? content, Type type, string place)
    {
        if (Json.Text(content) is { } text && content!.GetValueKind() == JsonValueKind.String)
        {
            try
            {
                content = text.Trim().Length == 0 ? null : JsonNode.Parse(text);
            }
            catch (JsonException e)
            {
                if (type == typeof(string) || type == typeof(object))
                {
                    return (new ConstantExpression(text), new Expression("Object", text));
                }

                Problem("expression.json-invalid", place, $"The object is no JSON: {e.Message}", e.Message);
                return (new ConstantExpression(null), new Expression("Object", text));
            }
        }

        return content is null ? (new ConstantExpression(null), null) : Structure(content, type, place);
    }

    private (CompiledExpression, Expression?) Structure(JsonNode content, Type type, string place)
    {
        var copy = content.DeepClone();
        if (!ValueConverter.TryConvert(copy, type, out var value))
        {
            Problem("expression.literal-invalid", place, $"The object is no {type.Name}.", copy.ToJsonString(), type.Name);
        }

        return (IsShareable(type, value) ? new ConstantExpression(value) : new ObjectExpression(copy), new Expression("Object", copy.ToJsonString()));
    }

    /// <summary>True when instances cannot change the value through each other's backs.</summary>
    private static bool IsShareable(Type type, object? value) =>
        value is null or string || (type.IsValueType && value is not JsonNode) || value.GetType().IsValueType || value is Uri;

    private (CompiledExpression, Expression?) Variable(JsonNode? content, GraphNode node, string place)
    {
        if (content is JsonValue text && Json.Text(text) is { } raw && raw.TrimStart().StartsWith('{'))
        {
            try
            {
                content = JsonNode.Parse(raw);
            }
            catch (JsonException)
            {
                Problem("expression.json-invalid", place, "The variable reference is no JSON.");
                return (new ConstantExpression(null), null);
            }
        }

        var (id, name) = content is JsonObject obj ? (Json.Text(obj, "id"), Json.Text(obj, "name")) : (Json.Text(content), null);
        _variableUses.Add(new VariableUse(node, id, name, place, IsWrite: false));
        if ((id is null || !KnowsVariable(node, id)) && (name is null || !KnowsVariable(node, name)))
        {
            Problem("variable.unknown", place, $"There is no variable '{name ?? id}' here.", name ?? id);
        }

        return (new VariableExpression(id, name), new Expression("Variable", name ?? id));
    }

    private (CompiledExpression, Expression?) InputReference(JsonNode? content, GraphNode node, CompilationScope scope, string place)
    {
        var name = content is JsonObject obj ? Json.Text(obj, "name") ?? Json.Text(obj, "id") : Json.Text(content);
        if (name is null || !Json.Items(Json.Get(scope.Definition, "inputs")).OfType<JsonObject>().Any(i => Json.Text(i, "name") == name))
        {
            Problem("input.unknown", place, $"The workflow has no input '{name}'.", name);
        }

        return (new InputExpression(name ?? string.Empty), new Expression("Input", name));
    }

    private (CompiledExpression, Expression?) JavaScript(string text, GraphNode node, string place)
    {
        var script = Script.Parse(text, out var error);
        if (script is null)
        {
            Problem("expression.script-invalid", place, $"The JavaScript cannot be parsed: {error}", error);
            return (new ConstantExpression(null), new Expression("JavaScript", text));
        }

        _scripts.Add(new CompiledScript(script, node, place));
        return (new ScriptExpression(script), new Expression("JavaScript", text));
    }
}
