namespace Ledger.Workflows.Expressions;

/// <summary>Where a value comes from: a literal, an object, a variable, a workflow input or a script.</summary>
/// <param name="Type">The Elsa name: Literal, Object, Variable, Input or JavaScript.</param>
/// <param name="Value">The literal value, JSON text, variable reference, input name or script.</param>
public sealed record Expression(string Type, object? Value)
{
    /// <summary>An expression that always gives <paramref name="value"/>.</summary>
    public static Expression Literal(object? value) => new("Literal", value);
}
