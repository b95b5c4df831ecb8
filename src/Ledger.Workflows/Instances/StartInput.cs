using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Instances;

/// <summary>Checks the values an instance is started with against the inputs its definition declares.</summary>
internal static class StartInput
{
    /// <summary>Refuses an unknown name, a missing value and a value of the wrong type, naming the field.</summary>
    /// <exception cref="WorkflowException"><c>input.invalid</c>; the first argument is the field.</exception>
    public static void Check(WorkflowGraph graph, JsonObject? input, bool isChild)
    {
        foreach (var declared in graph.Inputs)
        {
            var value = Find(input, declared.Name);
            if (value is null)
            {
                if (declared.IsRequired && declared.Default is null)
                {
                    throw new WorkflowException(
                        "input.invalid", $"The input {declared.Name} of {graph.DefinitionId} is required.", declared.Name, declared.Type.Name);
                }
            }
            else if (!Fits(value, declared.Type))
            {
                throw new WorkflowException(
                    "input.invalid",
                    $"The input {declared.Name} of {graph.DefinitionId} must be of type {declared.Type.Name}; {value.ToJsonString()} is not.",
                    declared.Name, declared.Type.Name);
            }
        }

        // Elsa lets a step hand over more than its child asks for; a person's mistake is told.
        foreach (var (name, _) in isChild ? [] : input ?? [])
        {
            if (!graph.Inputs.Any(declared => string.Equals(declared.Name, name, StringComparison.OrdinalIgnoreCase)))
            {
                var known = string.Join(", ", graph.Inputs.Select(declared => declared.Name));
                throw new WorkflowException("input.invalid", $"{graph.DefinitionId} has no input {name}; it has {known}.", name, known);
            }
        }
    }

    private static JsonNode? Find(JsonObject? input, string name) =>
        input?.FirstOrDefault(member => string.Equals(member.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    private static bool Fits(JsonNode value, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(object) || typeof(JsonNode).IsAssignableFrom(type))
        {
            return (type != typeof(JsonObject) || value is JsonObject) && (type != typeof(JsonArray) || value is JsonArray);
        }

        if (type.IsArray)
        {
            return value is JsonArray array && array.All(item => item is null || Fits(item, type.GetElementType()!));
        }

        if (value is not JsonValue scalar)
        {
            return type != typeof(string) && !type.IsPrimitive && type != typeof(decimal);
        }

        return scalar.GetValueKind() switch
        {
            JsonValueKind.String => FitsText(scalar.GetValue<string>(), type),
            JsonValueKind.True or JsonValueKind.False => type == typeof(bool),
            JsonValueKind.Number => IsNumber(type) && FitsText(scalar.ToJsonString(), type),
            _ => false,
        };
    }

    // Forms and command lines send text; a text that reads as the type is accepted.
    private static bool FitsText(string text, Type type)
    {
        var culture = CultureInfo.InvariantCulture;
        return type switch
        {
            _ when type == typeof(string) || type == typeof(Uri) => true,
            _ when type == typeof(bool) => bool.TryParse(text, out _),
            _ when type == typeof(decimal) || type == typeof(double) || type == typeof(float) =>
                decimal.TryParse(text, NumberStyles.Float, culture, out _) || double.TryParse(text, NumberStyles.Float, culture, out _),
            _ when IsNumber(type) => long.TryParse(text, NumberStyles.AllowLeadingSign, culture, out var number) && InRange(number, type),
            _ when type == typeof(DateTimeOffset) || type == typeof(DateTime) =>
                DateTimeOffset.TryParse(text, culture, DateTimeStyles.AssumeUniversal, out _),
            _ when type == typeof(DateOnly) => DateOnly.TryParse(text, culture, out _),
            _ when type == typeof(TimeOnly) => TimeOnly.TryParse(text, culture, out _),
            _ when type == typeof(TimeSpan) => TimeSpan.TryParse(text, culture, out _),
            _ when type == typeof(Guid) => Guid.TryParse(text, out _),
            _ when type.IsEnum => Enum.TryParse(type, text, ignoreCase: true, out _),
            _ => false,
        };
    }

    private static bool IsNumber(Type type) =>
        type == typeof(int) || type == typeof(long) || type == typeof(short) || type == typeof(byte)
        || type == typeof(decimal) || type == typeof(double) || type == typeof(float);

    private static bool InRange(long number, Type type) =>
        type == typeof(long)
        || (type == typeof(int) && number is >= int.MinValue and <= int.MaxValue)
        || (type == typeof(short) && number is >= short.MinValue and <= short.MaxValue)
        || (type == typeof(byte) && number is >= byte.MinValue and <= byte.MaxValue);
}
