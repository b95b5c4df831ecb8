using System.Text.Json.Nodes;

namespace Ledger.Workflows.Tests.Validation;

/// <summary>Small definitions for the checks, written in a line.</summary>
internal static class Draft
{
    /// <summary>A step; inputs as <c>name=value</c>: a value that starts with <c>js:</c> is a script, <c>var:</c> a variable, <c>[</c> or <c>{</c> an object; <c>name&gt;variable</c> binds an output.</summary>
    public static JsonObject Step(string id, string type, params string[] inputs)
    {
        var step = new JsonObject { ["id"] = id, ["type"] = type.Contains('.') ? type : "Elsa." + type, ["version"] = 1 };
        foreach (var input in inputs)
        {
            var at = input.IndexOfAny(['=', '>']);
            var (name, value) = (input[..at], input[(at + 1)..]);
            step[name] = input[at] == '>'
                ? new JsonObject { ["typeName"] = "Object", ["memoryReference"] = new JsonObject { ["id"] = value } }
                : new JsonObject { ["typeName"] = "Object", ["expression"] = Expression(value) };
        }

        return step;
    }

    /// <summary>A task for a role, with the answers Yes and No.</summary>
    public static JsonObject Task(string id, params string[] inputs) =>
        Step(id, "Ledger.HumanTask", [.. new[] { "title=Decide", "candidateRoles=[\"Operator\"]", "outcomes=[\"Yes\",\"No\"]" }
            .Where(d => !inputs.Any(i => i.StartsWith(d[..d.IndexOf('=')] + "=", StringComparison.Ordinal))), .. inputs.Where(i => !i.EndsWith("=-", StringComparison.Ordinal))]);

    /// <summary>A step that may start the process.</summary>
    public static JsonObject Trigger(this JsonObject step)
    {
        step["customProperties"] = new JsonObject { ["canStartWorkflow"] = true };
        return step;
    }

    /// <summary>A step with another one in a slot.</summary>
    public static JsonObject With(this JsonObject step, string slot, JsonNode inner)
    {
        step[slot] = inner;
        return step;
    }

    /// <summary>A flowchart; edges as <c>a&gt;b a.True&gt;c</c>.</summary>
    public static JsonObject Chart(string edges, params JsonObject[] steps) => new()
    {
        ["id"] = "chart",
        ["type"] = "Elsa.Flowchart",
        ["start"] = (string)steps[0]["id"]!,
        ["activities"] = new JsonArray([.. steps]),
        ["connections"] = new JsonArray([.. edges.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Edge)]),
    };

    /// <summary>A sequence.</summary>
    public static JsonObject Sequence(params JsonObject[] steps) => new()
    {
        ["id"] = "sequence",
        ["type"] = "Elsa.Sequence",
        ["activities"] = new JsonArray([.. steps]),
    };

    /// <summary>A definition with variables <c>Count</c> (Int32), <c>Flag</c> (Boolean), <c>Label</c> (String, "x") as far as its steps name them, an input <c>amount</c> and more members as JSON.</summary>
    public static JsonObject Of(JsonObject root, string rest = "{}", string id = "p")
    {
        var definition = new JsonObject { ["definitionId"] = id, ["name"] = id, ["root"] = root };
        var text = root.ToJsonString();
        definition["variables"] = new JsonArray([.. new[] { ("Count", "Int32", "0"), ("Flag", "Boolean", "false"), ("Label", "String", "x") }
            .Where(v => text.Contains(v.Item1, StringComparison.Ordinal))
            .Select(v => (JsonNode)new JsonObject { ["id"] = "v-" + v.Item1, ["name"] = v.Item1, ["typeName"] = v.Item2, ["value"] = v.Item3 })]);
        definition["inputs"] = new JsonArray(new JsonObject { ["name"] = "amount", ["type"] = "Decimal" });
        foreach (var (name, value) in JsonNode.Parse(rest)!.AsObject().ToList())
        {
            definition[name] = value?.DeepClone();
        }

        return definition;
    }

    private static JsonNode Edge(string edge)
    {
        var (from, to) = (edge[..edge.IndexOf('>')], edge[(edge.IndexOf('>') + 1)..]);
        var dot = from.IndexOf('.');
        return new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = dot < 0 ? from : from[..dot], ["port"] = dot < 0 ? "Done" : from[(dot + 1)..] },
            ["target"] = new JsonObject { ["activity"] = to },
        };
    }

    private static JsonObject Expression(string value) => value switch
    {
        _ when value.StartsWith("js:", StringComparison.Ordinal) => new() { ["type"] = "JavaScript", ["value"] = value[3..] },
        _ when value.StartsWith("var:", StringComparison.Ordinal) => new() { ["type"] = "Variable", ["value"] = new JsonObject { ["id"] = "v-" + value[4..], ["name"] = value[4..] } },
        _ when value.StartsWith("in:", StringComparison.Ordinal) => new() { ["type"] = "Input", ["value"] = value[3..] },
        _ when value is ['[' or '{', ..] => new() { ["type"] = "Object", ["value"] = value },
        "true" or "false" => new() { ["type"] = "Literal", ["value"] = value == "true" },
        _ => new() { ["type"] = "Literal", ["value"] = value },
    };
}
