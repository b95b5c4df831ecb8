using System.Text.Json.Nodes;
using Ledger.Workflows.Expressions;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Validation.Rules;

/// <summary>Variables and inputs that are handed to something of a type they can never be, found by converting a value of their type.</summary>
internal static class TypeRules
{
    public static void Check(CheckedDefinition definition)
    {
        foreach (var node in definition.Nodes)
        {
            foreach (var input in node.Inputs)
            {
                CheckInput(definition, node, input);
            }

            foreach (var output in node.Outputs)
            {
                CheckOutput(definition, node, output);
            }
        }
    }

    /// <summary>The variable that an id or name means at a node; null when there is none.</summary>
    public static VariableDeclaration? FindVariable(GraphNode from, IEnumerable<string> idsOrNames)
    {
        var names = idsOrNames.ToList();
        for (var node = from; node is not null; node = node.Parent)
        {
            if (Array.Find(node.Variables, v => names.Contains(v.Id)) is { } byId)
            {
                return byId;
            }
        }

        for (var node = from; node is not null; node = node.Parent)
        {
            if (Array.Find(node.Variables, v => names.Contains(v.Name)) is { } byName)
            {
                return byName;
            }
        }

        return null;
    }

    private static void CheckInput(CheckedDefinition definition, GraphNode node, CompiledInput input)
    {
        var (name, type) = input.Expression switch
        {
            VariableExpression variable when FindVariable(node, variable.Names) is { } found => (found.Name, found.Type),
            InputExpression given when definition.Graph?.FindInput(given.Name) is { } found => (found.Name, found.Type),
            _ => (string.Empty, typeof(object)),
        };
        if (name.Length > 0 && !CanBecome(type, input.Type))
        {
            definition.ErrorAt(
                node, $"{node.Activity.Id}.{Json.CamelCase(input.Name)}", "expression.type-mismatch",
                $"'{name}' is of type {Named(type)} and can never be the {Named(input.Type)} that '{input.Name}' of '{definition.NameOf(node)}' needs.",
                name, Named(type), Named(input.Type), input.Name, definition.NameOf(node));
        }
    }

    private static void CheckOutput(CheckedDefinition definition, GraphNode node, CompiledOutput output)
    {
        if (output.Output.ReferenceId is not { } reference || FindVariable(node, [reference]) is not { } variable
            || output.Output.GetType() is not { IsGenericType: true } shape)
        {
            return;
        }

        var type = shape.GetGenericArguments()[0];
        if (!CanBecome(type, variable.Type))
        {
            definition.ErrorAt(
                node, $"{node.Activity.Id}.{Json.CamelCase(output.Name)}", "output.type-mismatch",
                $"The output '{output.Name}' of '{definition.NameOf(node)}' is of type {Named(type)} and can never be the {Named(variable.Type)} of the variable '{variable.Name}'.",
                output.Name, definition.NameOf(node), Named(type), Named(variable.Type), variable.Name);
        }
    }

    private static bool CanBecome(Type from, Type to) =>
        SampleOf(from) is not { } sample || to == typeof(object) || ValueConverter.TryConvert(sample, to, out _);

    // A value that stands for all of its type; null where some may convert and others not (texts, objects).
    private static object? SampleOf(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when type == typeof(bool) => true,
            _ when type == typeof(int) => 1,
            _ when type == typeof(long) => 1L,
            _ when type == typeof(decimal) => 1m,
            _ when type == typeof(double) => 1d,
            _ when type == typeof(DateTimeOffset) => DateTimeOffset.UnixEpoch,
            _ when type == typeof(DateOnly) => DateOnly.MinValue,
            _ when type == typeof(TimeSpan) => TimeSpan.FromHours(1),
            _ when type == typeof(Guid) => Guid.Empty,
            _ when type == typeof(JsonArray) => new JsonArray(),
            _ => null,
        };
    }

    private static string Named(Type type) => (Nullable.GetUnderlyingType(type) ?? type).Name;
}
