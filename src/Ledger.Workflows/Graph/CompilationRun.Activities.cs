using System.Reflection;
using System.Text.Json.Nodes;
using Ledger.Workflows.Activities;
using Ledger.Workflows.Expressions;

namespace Ledger.Workflows.Graph;

internal sealed partial class CompilationRun
{
    public Activity? CompileActivity(JsonObject json, GraphNode parent, CompilationScope scope, int depth)
    {
        var typeName = Json.Text(json, "type");
        var name = Json.Text(json, "name");
        var place = scope.Prefix + (Json.Text(json, "id") ?? name ?? typeName ?? parent.Activity.Id);
        if (string.IsNullOrEmpty(typeName))
        {
            Problem("activity.type-missing", place, "The activity has no type.");
            return null;
        }

        if (depth > Options.NestingMax)
        {
            Problem("definition.too-deep", place, $"Activities are nested more than {Options.NestingMax} deep.", Options.NestingMax);
            return null;
        }

        var version = Json.Integer(json, "version");
        var descriptor = registry.Find(typeName, version);
        JsonObject? definition = null;
        if (descriptor is null)
        {
            definition = definitions.Find(new DefinitionReference(
                typeName, Json.Text(Json.Get(json, "workflowDefinitionId")), Json.Text(Json.Get(json, "workflowDefinitionVersionId")), version));
            if (definition is null)
            {
                Problem("activity.unknown", place, $"There is no activity of type '{typeName}'.", typeName);
                return null;
            }
        }

        var activity = descriptor?.Create() ?? new DefinitionActivity();
        activity.Type = typeName;
        activity.Version = version ?? descriptor?.Version ?? 1;
        activity.Name = name;
        activity.Source = json;
        activity.Id = IdOf(json, typeName, scope);
        var custom = Json.Object(json, "customProperties") ?? [];
        activity.CanStartWorkflow = Json.Flag(custom, "canStartWorkflow") || Json.Flag(json, "canStartWorkflow");
        var node = AddNode(activity, parent, scope);
        node.CompensatesOnFault = Json.Flag(custom, "compensateOnFault");
        if (descriptor is null)
        {
            BuildDefinitionActivity((DefinitionActivity)activity, node, definition!, scope, depth);
            return activity;
        }

        Fill(activity, descriptor, node, scope, depth);
        return activity;
    }

    private void Fill(Activity activity, ActivityDescriptor descriptor, GraphNode node, CompilationScope scope, int depth)
    {
        var json = activity.Source;
        DeclareVariables(node, json, scope);
        SetPlainProperties(activity, descriptor, node, scope);
        node.Inputs = CompileInputs(activity, descriptor.Inputs, node, scope);
        node.HasComputedInputs = Array.Exists(node.Inputs, i => i.AutoEvaluate && !i.IsConstant);
        node.Outputs = CompileOutputs(activity, descriptor.Outputs, json, node, scope);
        node.IsTerminal = descriptor.Attribute.IsTerminal;
        if (activity is IGraphPart part)
        {
            part.Build(new NodeBuilder(this, scope, node, json, depth));
        }
        else
        {
            foreach (var port in descriptor.Ports)
            {
                FillPort(activity, port, node, scope, depth);
            }
        }

        node.Outcomes = activity is IOutcomeSource source ? source.PossibleOutcomes
            : descriptor.Attribute.Outcomes is { Length: > 0 } fixedOutcomes ? fixedOutcomes : Execution.StepContext.Done;
    }

    private void FillPort(Activity activity, PortDescriptor port, GraphNode node, CompilationScope scope, int depth)
    {
        var json = Json.Get(activity.Source, port.JsonName);
        if (port.IsList)
        {
            var children = Json.Items(json).OfType<JsonObject>().Select(c => CompileActivity(c, node, scope, depth + 1)).OfType<Activity>().ToList();
            port.Property.SetValue(activity, port.Property.PropertyType.IsArray ? children.ToArray() : children);
        }
        else if (json is JsonObject child)
        {
            port.Property.SetValue(activity, CompileActivity(child, node, scope, depth + 1));
        }
    }

    private string IdOf(JsonObject json, string typeName, CompilationScope scope)
    {
        if (Json.Text(json, "id") is not { Length: > 0 } id)
        {
            id = scope.NextId(typeName[(typeName.LastIndexOf('.') + 1)..]);
            scope.Ids.Add(id);
            return id;
        }

        if (id.Contains(':', StringComparison.Ordinal))
        {
            Problem("activity.id-invalid", scope.Prefix + id, $"The id '{id}' must not contain ':'.", id);
        }

        if (!scope.Ids.Add(id))
        {
            Problem("activity.id-duplicate", scope.Prefix + id, $"Two activities have the id '{id}'.", id);
            id = scope.NextId(id);
        }

        return id;
    }

    private void SetPlainProperties(Activity activity, ActivityDescriptor descriptor, GraphNode node, CompilationScope scope)
    {
        foreach (var property in descriptor.PlainProperties)
        {
            var value = Json.Get(activity.Source, Json.CamelCase(property.Name));
            if (value is null)
            {
                continue;
            }

            if (value is JsonObject input && Json.Object(input, "expression") is { } expression)
            {
                value = Json.Get(expression, "value"); // Some versions wrote plain properties as inputs.
            }

            if (ValueConverter.TryConvert(ValueConverter.Plain(value?.DeepClone()), property.PropertyType, out var converted))
            {
                property.SetValue(activity, converted);
            }
            else
            {
                Problem("property.invalid", $"{scope.Prefix}{node.Activity.Id}.{Json.CamelCase(property.Name)}", $"The value is no {property.PropertyType.Name}.", property.Name, property.PropertyType.Name);
            }
        }
    }

    private CompiledInput[] CompileInputs(Activity? target, IReadOnlyList<InputDescriptor> descriptors, GraphNode node, CompilationScope scope)
    {
        var inputs = new List<CompiledInput>(descriptors.Count);
        foreach (var descriptor in descriptors)
        {
            var json = Json.Get(node.Activity.Source, descriptor.JsonName);
            var place = $"{scope.Prefix}{node.Activity.Id}.{descriptor.JsonName}";
            var (compiled, expression) = CompileExpression(json, descriptor.ValueType, node, scope, $"{node.Activity.Id}.{descriptor.JsonName}");
            if (IsStructureText(descriptor, compiled))
            {
                (compiled, expression) = ObjectText(JsonValue.Create(((ConstantExpression)compiled).Value as string), descriptor.ValueType, place);
            }

            // A value that cannot be read has been reported as such; it is there all the same.
            var isEmpty = expression is null || (compiled is ConstantExpression { Value: null or "" } && expression.Value is null or "");
            if (isEmpty && descriptor.Attribute.Required)
            {
                Problem("input.required", place, $"The input '{descriptor.Name}' is required.", descriptor.Name);
                continue;
            }

            if (expression is null)
            {
                (compiled, expression) = DefaultOf(target, descriptor);
            }

            if (expression is not null)
            {
                var input = descriptor.Create(expression);
                descriptor.Property?.SetValue(target, input);
                inputs.Add(new CompiledInput(descriptor.Name, input, descriptor.ValueType, compiled, descriptor.Attribute.AutoEvaluate, descriptor.Attribute.IsSensitive));
            }
        }

        return [.. inputs];
    }

    // The designer's JSON editor writes its content as a literal text; where any value is allowed it would stay one.
    private static bool IsStructureText(InputDescriptor descriptor, CompiledExpression compiled) =>
        descriptor.Attribute.UIHint == "json-editor" && descriptor.ValueType == typeof(object)
            && compiled is ConstantExpression { Value: string text } && text.AsSpan().TrimStart() is ['{' or '[', ..];

    private static (CompiledExpression, Expression?) DefaultOf(Activity? target, InputDescriptor descriptor)
    {
        if (descriptor.Property is { } property && property.GetValue(target) is IInput { Expression.Type: "Literal" } initial)
        {
            return (new ConstantExpression(initial.Expression.Value), initial.Expression);
        }

        if (descriptor.Attribute.Default is { } given)
        {
            var value = ValueConverter.Convert(given, descriptor.ValueType);
            return (new ConstantExpression(value), Expression.Literal(value));
        }

        return (new ConstantExpression(null), null);
    }

    private CompiledOutput[] CompileOutputs(Activity? target, IReadOnlyList<OutputDescriptor> descriptors, JsonObject json, GraphNode node, CompilationScope scope)
    {
        var outputs = new CompiledOutput[descriptors.Count];
        for (var i = 0; i < outputs.Length; i++)
        {
            var descriptor = descriptors[i];
            var reference = Json.Object(json, descriptor.JsonName) is { } output && Json.Object(output, "memoryReference") is { } memory
                ? Json.Text(memory, "id") : null;
            reference = string.IsNullOrEmpty(reference) ? null : reference;
            if (reference is not null && !KnowsVariable(node, reference) && !DeclaresOutput(scope, reference) &&
                !reference.StartsWith($"{node.Activity.Id}:output-", StringComparison.Ordinal))
            {
                Problem("output.target-unknown", $"{scope.Prefix}{node.Activity.Id}.{descriptor.JsonName}", $"The output is bound to '{reference}', which is neither a variable in scope nor an output of the workflow.", reference);
            }

            var value = descriptor.Create(reference);
            descriptor.Property?.SetValue(target, value);
            outputs[i] = new CompiledOutput(descriptor.Name, value);
        }

        return outputs;
    }

    private static bool DeclaresOutput(CompilationScope scope, string name) =>
        Json.Items(Json.Get(scope.Definition, "outputs")).OfType<JsonObject>().Any(o => Json.Text(o, "name") == name);

    private void BuildDefinitionActivity(DefinitionActivity activity, GraphNode node, JsonObject definition, CompilationScope outer, int depth)
    {
        var place = outer.Prefix + activity.Id;
        var scope = new CompilationScope(definition, $"{place}/", outer);
        for (var s = outer; s is not null; s = s.Outer)
        {
            if (s.DefinitionId == scope.DefinitionId)
            {
                Problem("definition.recursive", place, $"The definition '{scope.DefinitionId}' uses itself as an activity.", scope.DefinitionId);
                return;
            }
        }

        CollectIds(Json.Get(definition, "root"), scope.GivenIds);
        _usedVersions.Add(scope.VersionId);
        activity.DefinitionId = scope.DefinitionId;
        activity.VersionId = scope.VersionId;
        var inputs = Parameters(definition, "inputs");
        node.Variables = [.. inputs.Select(i => new VariableDeclaration($"{activity.Id}:input-{Json.CamelCase(i.Name)}", i.Name, i.Type, i.Default))];
        node.VariableDefaults = [.. node.Variables.Select(v => v.Default)];
        activity.InputCount = inputs.Count;
        node.Inputs = CompileInputs(null, [.. inputs.Select(i => new InputDescriptor(i.Name, i.Type))], node, outer);
        node.HasComputedInputs = Array.Exists(node.Inputs, i => !i.IsConstant);
        node.Outputs = CompileOutputs(null, [.. Parameters(definition, "outputs").Select(o => new OutputDescriptor(o.Name, o.Type))], activity.Source, node, outer);
        foreach (var required in inputs.Where(i => i.IsRequired && i.Default is null && !Array.Exists(node.Inputs, n => n.Name == i.Name)))
        {
            Problem("input.required", $"{place}.{Json.CamelCase(required.Name)}", $"The input '{required.Name}' is required.", required.Name);
        }

        // The definition's own variables come after its inputs: a variable never hides an input of the same name.
        DeclareVariables(node, definition, scope);
        activity.Root = Json.Object(definition, "root") is { } root ? CompileActivity(root, node, scope, depth + 1) : null;
        node.Outcomes = [.. OutcomesOf(definition) ?? [], Execution.StepContext.Done[0]];
    }
}
