using Ledger.Workflows.Expressions;

namespace Ledger.Workflows.Activities;

/// <summary>A typed input of an activity: an expression, evaluated when the step runs.</summary>
/// <param name="Expression">Where the value comes from.</param>
public sealed record Input<T>(Expression Expression) : IInput
{
    /// <summary>An input that always gives <paramref name="value"/>; for defaults.</summary>
    public static Input<T> Of(T value) => new(Expression.Literal(value));
}
