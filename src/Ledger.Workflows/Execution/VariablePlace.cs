using Ledger.Workflows.Expressions;

namespace Ledger.Workflows.Execution;

/// <summary>Where a variable's value is kept: in the execution of the scope that declares it.</summary>
internal readonly struct VariablePlace(StepContext scope, int index, DynamicVariable? dynamic)
{
    public StepContext Scope { get; } = scope;

    public int Index { get; } = index;

    public DynamicVariable? Dynamic { get; } = dynamic;

    public Type Type => Dynamic is null ? Scope.Node.Variables[Index].Type : typeof(object);

    public object? Value => Dynamic is { } d ? d.Value : Scope.Variables is { } values ? values[Index] : Scope.Node.VariableDefaults[Index];

    /// <summary>Converts the value to the declared type and keeps it as it will be read again after it was stored.</summary>
    /// <exception cref="WorkflowException"><c>value.not-convertible</c>.</exception>
    public object? Converted(object? value) =>
        Type == typeof(object) ? ValueConverter.Storable(value) : ValueConverter.Convert(value, Type);

    public void Write(object? stored)
    {
        if (Dynamic is { } d)
        {
            d.Value = stored;
            return;
        }

        Scope.Variables ??= [.. Scope.Node.VariableDefaults];
        Scope.Variables[Index] = stored;
    }
}
