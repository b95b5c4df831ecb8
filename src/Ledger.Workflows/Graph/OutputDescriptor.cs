using System.Reflection;
using Ledger.Workflows.Activities;

namespace Ledger.Workflows.Graph;

/// <summary>An output of an activity type.</summary>
public sealed class OutputDescriptor
{
    private readonly ConstructorInfo _constructor;

    internal OutputDescriptor(PropertyInfo property, Type valueType)
        : this(property.Name, valueType) => Property = property;

    internal OutputDescriptor(string name, Type valueType)
    {
        Name = name;
        JsonName = Json.CamelCase(name);
        ValueType = valueType;
        _constructor = typeof(Output<>).MakeGenericType(valueType).GetConstructor([typeof(string)])!;
    }

    /// <summary>The name of the property.</summary>
    public string Name { get; }

    /// <summary>The name in the activity's JSON.</summary>
    public string JsonName { get; }

    /// <summary>The type of the value.</summary>
    public Type ValueType { get; }

    internal PropertyInfo? Property { get; }

    internal IOutput Create(string? referenceId) => (IOutput)_constructor.Invoke([referenceId]);
}
