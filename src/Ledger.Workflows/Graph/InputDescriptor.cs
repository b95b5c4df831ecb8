using System.Reflection;
using Ledger.Workflows.Activities;
using Ledger.Workflows.Expressions;

namespace Ledger.Workflows.Graph;

/// <summary>An input of an activity type, as the compiler and the designer see it.</summary>
public sealed class InputDescriptor
{
    private readonly ConstructorInfo? _constructor;

    internal InputDescriptor(PropertyInfo property, InputAttribute attribute, Type valueType)
    {
        Property = property;
        Attribute = attribute;
        ValueType = valueType;
        JsonName = Json.CamelCase(property.Name);
        _constructor = property.PropertyType.GetConstructor([typeof(Expression)]);
    }

    internal InputDescriptor(string name, Type valueType)
    {
        Attribute = new InputAttribute();
        ValueType = valueType;
        Name = name;
        JsonName = Json.CamelCase(name);
        _constructor = typeof(Input<>).MakeGenericType(valueType).GetConstructor([typeof(Expression)]);
    }

    internal InputDescriptor(PlainInputAttribute plain)
    {
        Attribute = new InputAttribute
        {
            UIHint = plain.UIHint,
            Options = plain.Options,
            Default = plain.Default,
            Required = plain.Required,
            Order = plain.Order,
        };
        ValueType = plain.Type;
        Name = plain.Name;
        JsonName = Json.CamelCase(plain.Name);
        IsPlain = true;
    }

    /// <summary>True when its JSON is the value itself and no expression.</summary>
    public bool IsPlain { get; }

    /// <summary>The name of the property.</summary>
    public string Name { get => field ?? Property!.Name; }

    /// <summary>The name in the activity's JSON.</summary>
    public string JsonName { get; }

    /// <summary>The type of the value.</summary>
    public Type ValueType { get; }

    /// <summary>Editor, default, choices, order, whether it is required.</summary>
    public InputAttribute Attribute { get; }

    internal PropertyInfo? Property { get; }

    internal IInput Create(Expression expression) => (IInput)_constructor!.Invoke([expression]);
}
