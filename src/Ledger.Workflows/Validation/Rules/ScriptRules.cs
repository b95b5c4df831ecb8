using Ledger.Workflows.Activities;
using Ledger.Workflows.Activities.Composition;
using Ledger.Workflows.Expressions;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Validation.Rules;

/// <summary>Names in scripts that nothing stands behind: variables, inputs, outputs, functions. Each with what was probably meant.</summary>
internal static class ScriptRules
{
    // What the language itself has (ES5) and what the engine gives every script.
    private static readonly HashSet<string> Given = new(StringComparer.Ordinal)
    {
        "undefined", "NaN", "Infinity", "Object", "Array", "String", "Number", "Boolean", "Date", "Math", "JSON", "RegExp", "Function", "eval",
        "Error", "TypeError", "RangeError", "SyntaxError", "ReferenceError", "EvalError", "URIError", "parseInt", "parseFloat", "isNaN", "isFinite",
        "encodeURIComponent", "decodeURIComponent", "encodeURI", "decodeURI", "arguments", "variables",
        "isNullOrEmpty", "isNullOrWhiteSpace", "toJson", "parseGuid", "newGuid", "newGuidString", "newShortGuid", "getNow",
        "getWorkflowInstanceId", "getWorkflowDefinitionId", "getWorkflowDefinitionVersionId", "getWorkflowDefinitionVersion", "getCorrelationId",
        "setCorrelationId", "getWorkflowInstanceName", "setWorkflowInstanceName", "getLastResult", "getInput", "getVariable", "setVariable", "getOutputFrom",
    };

    public static void Check(CheckedDefinition definition)
    {
        foreach (var script in definition.Scripts)
        {
            CheckScript(definition, script, new Names(definition, script.Node));
        }
    }

    /// <summary>The variables that a script of a node sees, by name: those of the containers around it, and of loops.</summary>
    public static IEnumerable<string> VariablesAround(GraphNode from)
    {
        for (var node = from; node is not null; node = node.Parent)
        {
            foreach (var variable in node.Variables)
            {
                yield return variable.Name;
            }

            foreach (var given in node == from ? [] : node.Activity is ILoop loop ? loop.VariableNames : node.Activity is BulkDispatchWorkflows ? ["ChildInstanceId"] : [])
            {
                yield return given;
            }
        }
    }

    private static void CheckScript(CheckedDefinition definition, CompiledScript script, Names names)
    {
        var survey = definition.SurveyOf(script.Script);
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var use in survey.Variables.Where(u => !names.Variables.Contains(u.Name) && told.Add("v:" + u.Name)))
        {
            Report(definition, script, "script.variable-unknown", "variable", use, Suggestion.For(use.Name, names.Variables));
        }

        foreach (var name in survey.Writes.Where(w => !names.Variables.Contains(w) && !names.ScriptNames.Contains(w) && w is not ("Outcome" or "Outcomes") && told.Add("v:" + w)))
        {
            if (!Given.Contains("set" + name))
            {
                Report(definition, script, "script.variable-unknown", "variable", new ScriptSurvey.Use(name, 1, 1), Suggestion.For(name, names.Variables));
            }
        }

        foreach (var use in survey.Inputs.Where(u => !names.Inputs.Contains(u.Name) && told.Add("i:" + u.Name)))
        {
            Report(definition, script, "script.input-unknown", "input", use, Suggestion.For(use.Name, names.Inputs));
        }

        foreach (var use in survey.Outputs)
        {
            CheckOutput(definition, script, use);
        }

        foreach (var use in survey.Free.Where(u => !Given.Contains(u.Name) && told.Add("n:" + u.Name)))
        {
            CheckName(definition, script, names, use, told);
        }
    }

    private static void CheckName(CheckedDefinition definition, CompiledScript script, Names names, ScriptSurvey.Use use, HashSet<string> told)
    {
        var name = use.Name;
        if (name is "setOutcome" or "setOutcomes")
        {
            if (script.Node.Activity is not RunJavaScript)
            {
                Report(definition, script, "script.name-unknown", "name", use, null);
            }

            return;
        }

        if (names.Functions.Contains(name) || definition.Nodes.Any(n => OutputGetter.TryMatch(name, n.Activity, out _)))
        {
            return;
        }

        // A setter that names no variable was told as such already.
        if (name.Length > 3 && told.Contains("v:" + name[3..]))
        {
            return;
        }

        var known = names.Functions.Concat(Given).Concat(names.Variables.Select(v => "variables." + v));
        Report(definition, script, "script.name-unknown", "name", use, names.Variables.Contains(name) ? "variables." + name : Suggestion.For(name, known));
    }

    private static void CheckOutput(CheckedDefinition definition, CompiledScript script, ScriptSurvey.OutputUse use)
    {
        var at = new ScriptSurvey.Use(use.Activity, use.Line, use.Column);
        var found = definition.Nodes.FirstOrDefault(n => n.Activity.Id == use.Activity || n.Activity.Name == use.Activity);
        if (found is null)
        {
            var known = definition.Nodes.Select(n => n.Activity.Id).Concat(definition.Nodes.Select(n => n.Activity.Name).OfType<string>());
            Report(definition, script, "script.activity-unknown", "activity", at, Suggestion.For(use.Activity, known));
        }
        else if (use.Output is { } output && found.Outputs.Length > 0 && !found.Outputs.Any(o => string.Equals(o.Name, output, StringComparison.OrdinalIgnoreCase)))
        {
            Report(
                definition, script, "script.output-unknown", $"output of {use.Activity}", at with { Name = output }, Suggestion.For(output, found.Outputs.Select(o => o.Name)));
        }
    }

    private static void Report(CheckedDefinition definition, CompiledScript script, string code, string what, ScriptSurvey.Use use, string? meant)
    {
        var name = definition.NameOf(script.Node);
        var message = $"The script of '{name}' uses the {what} '{use.Name}' (line {use.Line}, column {use.Column}), which does not exist.";
        if (meant is null)
        {
            definition.ErrorAt(script.Node, script.Place, code, message, name, use.Name, use.Line, use.Column);
        }
        else
        {
            definition.ErrorAt(script.Node, script.Place, code + "-meant", $"{message} Did you mean '{meant}'?", name, use.Name, use.Line, use.Column, meant);
        }
    }

    /// <summary>What a script of one node may name.</summary>
    private sealed class Names
    {
        public Names(CheckedDefinition definition, GraphNode node)
        {
            Variables = [.. VariablesAround(node)];
            Inputs = [.. (definition.Graph?.Inputs.Select(i => i.Name) ?? InputNames(definition)).Concat(Variables)];
            ScriptNames = [.. Variables.Concat(Inputs).Where(v => v.Length > 0).Select(v => char.ToUpperInvariant(v[0]) + v[1..])];
            Functions = [.. ScriptNames.Select(n => "get" + n), .. Variables.Where(v => v.Length > 0).Select(v => "set" + char.ToUpperInvariant(v[0]) + v[1..])];
        }

        public HashSet<string> Variables { get; }

        public HashSet<string> Inputs { get; }

        public HashSet<string> ScriptNames { get; }

        public HashSet<string> Functions { get; }

        private static IEnumerable<string> InputNames(CheckedDefinition definition) =>
            Json.Items(Json.Get(definition.Json, "inputs")).OfType<System.Text.Json.Nodes.JsonObject>().Select(i => Json.Text(i, "name")).OfType<string>();
    }
}
