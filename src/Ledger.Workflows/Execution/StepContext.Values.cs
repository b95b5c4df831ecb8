using System.Text.Json.Nodes;
using Ledger.Workflows.Activities;
using Ledger.Workflows.Expressions;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Execution;

internal sealed partial class StepContext
{
    /// <summary>Finds a variable by walking up the scopes, not beyond the workflow used as an activity that the step is in.</summary>
    internal bool TryFindVariable(string idOrName, bool byId, out VariablePlace place)
    {
        for (var context = this; context is not null; context = context.ParentStep)
        {
            if (!byId && context.Dynamic is { } dynamic)
            {
                foreach (var variable in dynamic)
                {
                    if (string.Equals(variable.Name, idOrName, StringComparison.Ordinal))
                    {
                        place = new VariablePlace(context, -1, variable);
                        return true;
                    }
                }
            }

            if (context.IsEvaluatingInputs && context.Node.IsComposite)
            {
                continue; // Its inputs are written in the definition around it.
            }

            if (context.Node.FindVariable(idOrName, byId) is >= 0 and var index)
            {
                place = new VariablePlace(context, index, null);
                return true;
            }

            if (context.Node.IsComposite)
            {
                break;
            }
        }

        place = default;
        return false;
    }

    /// <summary>Finds a variable by the name it has in <c>getX()</c>.</summary>
    internal bool TryFindScriptVariable(string scriptName, out VariablePlace place)
    {
        for (var context = this; context is not null; context = context.ParentStep)
        {
            foreach (var variable in context.Dynamic ?? [])
            {
                if (IsScriptName(variable.Name, scriptName))
                {
                    place = new VariablePlace(context, -1, variable);
                    return true;
                }
            }

            if (context.IsEvaluatingInputs && context.Node.IsComposite)
            {
                continue;
            }

            for (var i = 0; i < context.Node.Variables.Length; i++)
            {
                if (string.Equals(context.Node.Variables[i].ScriptName, scriptName, StringComparison.Ordinal))
                {
                    place = new VariablePlace(context, i, null);
                    return true;
                }
            }

            if (context.Node.IsComposite)
            {
                break;
            }
        }

        place = default;
        return false;
    }

    /// <summary>The value of an input of the definition the step was written in.</summary>
    internal object? GetWorkflowInput(string name) => TryGetWorkflowInput(name, scriptName: false, out var value) ? value : null;

    internal bool TryGetWorkflowInput(string name, bool scriptName, out object? value)
    {
        var context = this;
        while (context is { ParentStep: not null } && (!context.Node.IsComposite || context.IsEvaluatingInputs))
        {
            context = context.ParentStep;
        }

        if (context.Node.Activity is DefinitionActivity child)
        {
            for (var i = 0; i < child.InputCount; i++)
            {
                if (context.Node.Variables[i].Name == name || (scriptName && context.Node.Variables[i].ScriptName == name))
                {
                    value = new VariablePlace(context, i, null).Value;
                    return true;
                }
            }

            value = null;
            return false;
        }

        foreach (var (key, node) in State.Input)
        {
            if (key == name || (scriptName && IsScriptName(key, name)))
            {
                var declared = Burst.Graph.FindInput(key);
                value = declared is null ? ValueConverter.Plain(node) : ValueConverter.Convert(ValueConverter.Plain(node), declared.Type);
                return true;
            }
        }

        var parameter = Burst.Graph.FindInput(name, scriptName);
        value = parameter?.Default;
        return parameter is not null;
    }

    internal void WriteVariable(VariablePlace place, object? value)
    {
        var converted = place.Converted(value);
        Burst.Undo.VariableWritten(place);
        place.Write(converted);
    }

    /// <summary>The activity as people know it, for messages.</summary>
    internal string Place => string.IsNullOrEmpty(Node.Activity.Name) ? Node.Activity.Id : $"{Node.Activity.Name} ({Node.Activity.Id})";

    internal object? EvaluateInput(CompiledInput input)
    {
        if (input.IsConstant)
        {
            return input.Constant;
        }

        try
        {
            return ValueConverter.Convert(input.Expression.Evaluate(this), input.Type);
        }
        catch (WorkflowException e)
        {
            throw new InputEvaluationException(input.Name, Place, e);
        }
    }

    internal void EvaluateInputs()
    {
        IsEvaluatingInputs = true;
        try
        {
            var values = new object?[Node.Inputs.Length];
            for (var i = 0; i < values.Length; i++)
            {
                if (Node.Inputs[i].AutoEvaluate)
                {
                    values[i] = EvaluateInput(Node.Inputs[i]);
                }
            }

            InputValues = values;
        }
        finally
        {
            IsEvaluatingInputs = false;
        }
    }

    /// <summary>The inputs that had to be computed, for the journal; constants stand in the definition.</summary>
    internal JsonObject? ComputedInputs()
    {
        JsonObject? result = null;
        for (var i = 0; i < Node.Inputs.Length && InputValues is not null; i++)
        {
            var input = Node.Inputs[i];
            if (input.AutoEvaluate && !input.IsConstant && !input.IsSensitive)
            {
                (result ??= [])[input.Name] = ValueConverter.ToJson(InputValues[i])?.DeepClone();
            }
        }

        return result;
    }

    internal void WriteOutput(IOutput output, object? value)
    {
        var compiled = Array.Find(Node.Outputs, o => ReferenceEquals(o.Output, output));
        var json = ValueConverter.ToJson(value);
        if (compiled is not null)
        {
            (OutputValues ??= [])[compiled.Name] = json?.DeepClone();
            Burst.OutputWritten(this, compiled.Name, json);
        }

        if (output.ReferenceId is { } reference)
        {
            WriteReference(reference, value);
        }
    }

    /// <summary>Writes to a variable by its id or name, else to an output of the workflow the step is in.</summary>
    private void WriteReference(string reference, object? value)
    {
        var from = Node.IsComposite && ParentStep is not null ? ParentStep : this;
        if (from.TryFindVariable(reference, byId: true, out var place) || from.TryFindVariable(reference, byId: false, out place))
        {
            WriteVariable(place, value);
            return;
        }

        from.WriteWorkflowOutput(reference, value);
    }

    /// <summary>Writes an output of the nearest workflow (the instance's or one used as an activity) that declares it.</summary>
    internal void WriteWorkflowOutput(string name, object? value)
    {
        for (var context = this; context is not null; context = context.ParentStep)
        {
            if (context.Node.Activity is not DefinitionActivity)
            {
                continue;
            }

            if (Array.Find(context.Node.Outputs, o => o.Name == name) is { } output)
            {
                context.WriteOutput(output.Output, value);
                return;
            }
        }

        var declared = Burst.Graph.FindOutput(name);
        Burst.SetOutput(name, ValueConverter.ToJson(declared is null ? value : ValueConverter.Convert(value, declared.Type)));
    }

    private static bool IsScriptName(string name, string scriptName) =>
        name.Length == scriptName.Length && name.Length > 0 && char.ToUpperInvariant(name[0]) == scriptName[0] &&
        name.AsSpan(1).SequenceEqual(scriptName.AsSpan(1));
}
