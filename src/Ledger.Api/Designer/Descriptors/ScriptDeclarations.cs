using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ledger.Foundation.Texts;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Graph;

namespace Ledger.Api.Designer.Descriptors;

/// <summary>TypeScript declarations of what the scripts of a definition can use, for completion and checks in the studio's editor.</summary>
internal sealed partial class ScriptDeclarations(IDefinitions definitions, ActivityRegistry registry, MessageCatalog texts)
{
    /// <summary>What an activity of this type adds: the functions that choose its outcomes.</summary>
    public const string ScriptActivity = "Elsa.RunJavaScript";

    private static readonly (string Name, string Signature)[] Helpers =
    [
        ("isNullOrEmpty", "(text: any): boolean"),
        ("isNullOrWhiteSpace", "(text: any): boolean"),
        ("toJson", "(value: any): string"),
        ("parseGuid", "(text: string): string"),
        ("newGuid", "(): string"),
        ("newGuidString", "(): string"),
        ("newShortGuid", "(): string"),
        ("getNow", "(): Date"),
        ("getWorkflowInstanceId", "(): string"),
        ("getWorkflowDefinitionId", "(): string"),
        ("getWorkflowDefinitionVersionId", "(): string"),
        ("getWorkflowDefinitionVersion", "(): number"),
        ("getCorrelationId", "(): string | null"),
        ("setCorrelationId", "(key: string | null): void"),
        ("getWorkflowInstanceName", "(): string | null"),
        ("setWorkflowInstanceName", "(name: string | null): void"),
        ("getLastResult", "(): any"),
        ("getInput", "(name: string): any"),
        ("getVariable", "(name: string): any"),
        ("setVariable", "(name: string, value: any): void"),
        ("getOutputFrom", "(activityIdOrName: string, output?: string): any"),
    ];

    /// <summary>The declarations for the newest version of a definition; those of every script when there is no such definition yet.</summary>
    public async Task<string> OfAsync(string definitionId, string? activityType, CultureInfo culture, CancellationToken cancellationToken)
    {
        var result = new StringBuilder();
        foreach (var (name, signature) in Helpers)
        {
            Declare(result, name, signature, texts.Find($"toolbox.script.{name}", culture, []));
        }

        if (activityType is null or ScriptActivity)
        {
            Declare(result, "setOutcome", "(outcome: string): void", texts.Find("toolbox.script.setOutcome", culture, []));
            Declare(result, "setOutcomes", "(outcomes: string[]): void", texts.Find("toolbox.script.setOutcomes", culture, []));
        }

        if (await definitions.FindAsync(definitionId, "Latest", cancellationToken) is { } version
            && JsonNode.Parse(version.Json, documentOptions: new JsonDocumentOptions { MaxDepth = 256 }) is JsonObject json)
        {
            Declare(result, json);
        }

        return result.ToString();
    }

    private void Declare(StringBuilder result, JsonObject definition)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        var getters = new SortedDictionary<string, (string Type, string? Note)>(StringComparer.Ordinal);
        Variables(definition, variables);
        foreach (var activity in Activities(definition["root"]))
        {
            Variables(activity, variables);
            Outputs(activity, getters);
        }

        foreach (var (name, type) in variables.OrderBy(v => v.Key, StringComparer.Ordinal))
        {
            var script = char.ToUpperInvariant(name[0]) + name[1..];
            getters[$"get{script}"] = (type, null);
            if (Identifier().IsMatch(script))
            {
                Declare(result, $"set{script}", $"(value: {type}): void", null);
            }
        }

        foreach (var input in Items(definition["inputs"]))
        {
            if (Text(input, "name") is { Length: > 0 } name)
            {
                getters.TryAdd($"get{char.ToUpperInvariant(name[0])}{name[1..]}", (TypeOf(Text(input, "type"), input["isArray"]), Text(input, "description")));
            }
        }

        foreach (var (name, (type, note)) in getters)
        {
            if (Identifier().IsMatch(name))
            {
                Declare(result, name, $"(): {type}", note);
            }
        }

        var members = variables.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{JsonSerializer.Serialize(v.Key, DesignerJson.Options)}: {v.Value};");
        result.Append("declare const variables: { ").AppendJoin(' ', members).Append(" };\n");
    }

    private void Outputs(JsonObject activity, SortedDictionary<string, (string Type, string? Note)> getters)
    {
        if (Text(activity, "type") is not { } typeName || registry.Find(typeName) is not { } type)
        {
            return;
        }

        // The engine takes the activity's name as well as its id.
        foreach (var subject in new[] { Text(activity, "name"), Text(activity, "id") }.OfType<string>().Select(UsableDefinition.Pascalise).Where(s => s.Length > 0).Distinct())
        {
            foreach (var output in type.Outputs)
            {
                getters.TryAdd($"get{output.Name}From{subject}", (TypeOf(TypeNames.NameOf(output.ValueType), null), null));
            }
        }
    }

    private static void Variables(JsonObject scope, Dictionary<string, string> variables)
    {
        foreach (var variable in Items(scope["variables"]))
        {
            if (Text(variable, "name") is { Length: > 0 } name)
            {
                variables.TryAdd(name, TypeOf(Text(variable, "typeName"), variable["isArray"]));
            }
        }
    }

    private static IEnumerable<JsonObject> Activities(JsonNode? node) => node switch
    {
        JsonArray array => array.SelectMany(Activities),
        JsonObject obj => (Text(obj, "type") is not null && Text(obj, "id") is not null ? [obj] : Array.Empty<JsonObject>())
            .Concat(obj.Where(m => m.Key is not ("metadata" or "connections" or "customProperties" or "variables")).SelectMany(m => Activities(m.Value))),
        _ => [],
    };

    private static string TypeOf(string? name, JsonNode? isArray)
    {
        var found = TypeNames.Find(name);
        var element = found is { IsArray: true } ? found.GetElementType() : found;
        var type = element is null ? "any" : TypeNames.NameOf(element) switch
        {
            "String" or "Guid" or "Uri" or "DateOnly" or "TimeOnly" or "TimeSpan" or "DateTime" or "DateTimeOffset" => "string",
            "Boolean" => "boolean",
            "Int32" or "Decimal" or "Double" => "number",
            "Int64" => "number | string", // Numbers that a script cannot hold exactly (keys) are texts there.
            _ => "any",
        };
        var array = found is { IsArray: true } || (isArray is JsonValue flag && flag.GetValueKind() == JsonValueKind.True);
        return array ? $"Array<{type}>" : type;
    }

    private static void Declare(StringBuilder result, string name, string signature, string? note)
    {
        if (!string.IsNullOrWhiteSpace(note))
        {
            result.Append("/** ").Append(note.Replace("*/", "* /", StringComparison.Ordinal).ReplaceLineEndings(" ")).Append(" */\n");
        }

        result.Append("declare function ").Append(name).Append(signature).Append(";\n");
    }

    private static IEnumerable<JsonObject> Items(JsonNode? node) => (node as JsonArray)?.OfType<JsonObject>() ?? [];

    private static string? Text(JsonObject json, string name) =>
        json[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    [GeneratedRegex(@"^[\p{L}_$][\p{L}\p{Nd}_$]*$")]
    private static partial Regex Identifier();
}
