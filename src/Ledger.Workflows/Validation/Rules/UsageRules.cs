using Ledger.Workflows.Activities;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Validation.Rules;

/// <summary>What is declared and not used, what is used and never set, steps without what they are for. Warnings all.</summary>
internal static class UsageRules
{
    public static void Check(CheckedDefinition definition)
    {
        if (!definition.Scripts.Any(s => definition.SurveyOf(s.Script).IsDynamic))
        {
            CheckVariables(definition);
        }

        CheckOutputs(definition);
        foreach (var node in definition.Nodes)
        {
            CheckStep(definition, node);
        }
    }

    private static void CheckVariables(CheckedDefinition definition)
    {
        var read = new HashSet<string>(StringComparer.Ordinal);
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var use in definition.VariableUses)
        {
            (use.IsWrite ? written : read).UnionWith(new[] { use.Id, use.Name }.OfType<string>());
        }

        foreach (var survey in definition.Scripts.Select(s => definition.SurveyOf(s.Script)))
        {
            read.UnionWith(survey.Variables.Select(v => v.Name));
            read.UnionWith(survey.Free.Where(f => f.Name.StartsWith("get", StringComparison.Ordinal)).Select(f => f.Name[3..]));
            written.UnionWith(survey.Writes);
        }

        written.UnionWith(definition.Nodes.SelectMany(n => n.Outputs).Select(o => o.Output.ReferenceId).OfType<string>());
        foreach (var node in definition.Nodes.Where(n => n.Activity is not DefinitionActivity))
        {
            foreach (var variable in node.Variables)
            {
                var (isRead, isWritten) = (Has(read, variable), Has(written, variable));
                var place = node.Parent is null ? $"variables.{variable.Name}" : $"{node.Activity.Id}.variables.{variable.Name}";
                if (!isRead && !isWritten)
                {
                    definition.WarnAt(node, place, "variable.unused", $"The variable '{variable.Name}' is never used: delete it.", variable.Name);
                }
                else if (!isWritten && variable.Default is null or "")
                {
                    definition.WarnAt(
                        node, place, "variable.never-set", $"The variable '{variable.Name}' is read, but has no value and no step sets one.", variable.Name);
                }
            }
        }
    }

    private static bool Has(HashSet<string> names, VariableDeclaration variable) =>
        names.Contains(variable.Id) || names.Contains(variable.Name) || names.Contains(variable.ScriptName);

    private static void CheckOutputs(CheckedDefinition definition)
    {
        if (definition.Graph is not { Outputs.Count: > 0 } graph)
        {
            return;
        }

        var set = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in definition.Nodes.Where(n => n.Activity is SetOutput))
        {
            if (!CheckedDefinition.TryConstant(CheckedDefinition.InputOf(node, nameof(SetOutput.OutputName)), out var name))
            {
                return; // The name is computed: it may be any of them.
            }

            set.Add(name as string ?? string.Empty);
        }

        set.UnionWith(definition.Nodes.SelectMany(n => n.Outputs).Select(o => o.Output.ReferenceId).OfType<string>());
        foreach (var output in graph.Outputs.Where(o => !set.Contains(o.Name)))
        {
            definition.WarnAt(null, $"outputs.{output.Name}", "output.never-set", $"No step sets the output '{output.Name}'.", output.Name);
        }
    }

    private static void CheckStep(CheckedDefinition definition, GraphNode node)
    {
        var name = definition.NameOf(node);
        switch (node.Activity)
        {
            case Compensable { Undo: null, Body: not null }:
                definition.Warn(node, "compensable.no-undo", $"'{name}' has no branch that undoes it: what it does stays when the run is compensated.", name);
                break;
            case Compensable { Body: null }:
                definition.Warn(node, "compensable.empty", $"'{name}' has nothing to do and so nothing to undo.", name);
                break;
            case FlowDecision or If or While when CheckedDefinition.InputOf(node, "Condition") is not { } condition
                || (CheckedDefinition.TryConstant(condition, out var empty) && empty is null):
                definition.Warn(node, "decision.no-condition", $"'{name}' has no condition: it is always false.", name);
                break;
            case FlowDecision or If when CheckedDefinition.TryConstant(CheckedDefinition.InputOf(node, "Condition"), out var value):
                var text = value is true ? "True" : "False";
                definition.Warn(node, "decision.constant", $"The condition of '{name}' is always {text}: the other way is never taken.", name, text);
                break;
        }
    }
}
