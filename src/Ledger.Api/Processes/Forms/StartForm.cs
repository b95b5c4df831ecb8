using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Workflows.Graph;

namespace Ledger.Api.Processes.Forms;

/// <summary>The form that starts a process, read from the inputs of its definition (features.md W3).</summary>
/// <remarks>
/// The kind of a field follows from <c>options</c> (in <c>customProperties</c>), the input's type and <c>uiHint</c>. A definition may say more than
/// Elsa's: <c>customProperties.required</c>, <c>default</c>, <c>options</c> (texts, or objects with <c>value</c> and <c>text</c>) and <c>texts</c> (<see cref="ProcessWords"/>).
/// </remarks>
internal static class StartForm
{
    /// <summary>The fields of a definition, in its order.</summary>
    public static IReadOnlyList<StartField> Read(JsonObject definition, CultureInfo language) =>
        [.. (definition["inputs"] as JsonArray ?? []).OfType<JsonObject>().Select(input => Field(input, language)).OfType<StartField>()];

    /// <summary>The fields in their sections, each section where its first field stands.</summary>
    public static IReadOnlyList<(string? Section, IReadOnlyList<StartField> Fields)> Sections(IReadOnlyList<StartField> fields) =>
        [.. fields.GroupBy(f => f.Section).Select(g => (g.Key, (IReadOnlyList<StartField>)[.. g]))];

    private static StartField? Field(JsonObject input, CultureInfo language)
    {
        if (ProcessWords.Text(input["name"]) is not { } name)
        {
            return null;
        }

        var custom = ProcessWords.Custom(input);
        var type = TypeNames.Resolve(ProcessWords.Text(input["type"]), Flag(input["isArray"]));
        var one = type.IsArray ? type.GetElementType()! : type;
        one = Nullable.GetUnderlyingType(one) ?? one;
        var options = Options(input, custom, language);
        return new StartField(
            name, KindOf(one, type.IsArray, options.Count > 0, ProcessWords.Text(input["uiHint"])?.ToLowerInvariant() ?? string.Empty), one,
            ProcessWords.Of(input, "displayName", language) ?? name)
        {
            Help = ProcessWords.Of(input, "description", language),
            Section = ProcessWords.Of(input, "category", language),
            IsRequired = Flag(input["isRequired"]) || Flag(custom["required"]),
            Default = (input["defaultValue"] ?? custom["default"])?.DeepClone(),
            Options = options,
            IsMany = type.IsArray,
        };
    }

    private static StartFieldKind KindOf(Type type, bool isMany, bool hasOptions, string hint) => 0 switch
    {
        _ when hasOptions => isMany ? StartFieldKind.Choices : StartFieldKind.Choice,
        _ when isMany => IsStructure(type) ? StartFieldKind.Json : StartFieldKind.List,
        _ when type == typeof(bool) || (hint == "checkbox" && type == typeof(object)) => StartFieldKind.Check,
        _ when type == typeof(DateOnly) => StartFieldKind.Date,
        _ when type == typeof(DateTime) || type == typeof(DateTimeOffset) => StartFieldKind.Moment,
        _ when type == typeof(TimeOnly) => StartFieldKind.Time,
        _ when StartValues.IsWhole(type) => StartFieldKind.Whole,
        _ when StartValues.IsDecimal(type) => StartFieldKind.Decimal,
        _ when type == typeof(string) && hint is "datetime-picker" or "date-picker" => StartFieldKind.Date,
        _ when type == typeof(string) && hint is "multiline" or "code-editor" or "multitext" => StartFieldKind.Lines,
        _ when hint == "json-editor" || IsStructure(type) => hint is "singleline" && type == typeof(object) ? StartFieldKind.Text : StartFieldKind.Json,
        _ => StartFieldKind.Text,
    };

    private static bool IsStructure(Type type) => type == typeof(object) || typeof(JsonNode).IsAssignableFrom(type);

    private static List<(string Value, string Text)> Options(JsonObject input, JsonObject custom, CultureInfo language)
    {
        var options = new List<(string, string)>();
        foreach (var option in custom["options"] as JsonArray ?? [])
        {
            var value = option is JsonObject whole ? Scalar(whole["value"]) : Scalar(option);
            if (value is not null)
            {
                var own = option is JsonObject described ? ProcessWords.OfEach(described["text"], language) ?? value : value;
                options.Add((value, ProcessWords.OfOption(input, value, own, language)));
            }
        }

        return options;
    }

    private static string? Scalar(JsonNode? node) => node is JsonValue ? node.ToString() : null;

    private static bool Flag(JsonNode? node) => node is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;
}
