namespace Ledger.Workflows.Activities;

/// <summary>Describes a property of an activity that its JSON holds as it is, without an expression (the cases of a switch, the variable to set).</summary>
/// <param name="name">The name of the property; camel-cased in JSON.</param>
/// <param name="type">The type of the value, for the designer.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class PlainInputAttribute(string name, Type type) : Attribute
{
    /// <summary>The name of the property.</summary>
    public string Name { get; } = name;

    /// <summary>The type of the value.</summary>
    public Type Type { get; } = type;

    /// <summary>The editor in the designer; see <see cref="InputAttribute.UIHint"/>.</summary>
    public string UIHint { get; init; } = "singleline";

    /// <summary>The fixed choices of a drop-down.</summary>
    public string[] Options { get; init; } = [];

    /// <summary>The value when the definition gives none.</summary>
    public object? Default { get; init; }

    /// <summary>True when the activity makes no sense without it.</summary>
    public bool Required { get; init; }

    /// <summary>The place among the inputs in the designer.</summary>
    public int Order { get; init; }
}
