namespace Ledger.Workflows.Execution;

/// <summary>A variable that the scheduler of an execution gave it (CurrentValue, CurrentIndex).</summary>
internal sealed class DynamicVariable(string name, object? value)
{
    public string Name { get; } = name;

    public object? Value { get; set; } = value;
}
