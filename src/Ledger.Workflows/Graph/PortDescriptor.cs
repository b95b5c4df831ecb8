using System.Reflection;

namespace Ledger.Workflows.Graph;

/// <summary>A slot of an activity type that holds one embedded activity, or a list of them.</summary>
public sealed class PortDescriptor
{
    internal PortDescriptor(PropertyInfo property, bool isList)
    {
        Property = property;
        Name = property.Name;
        JsonName = Json.CamelCase(property.Name);
        IsList = isList;
    }

    /// <summary>The name of the property.</summary>
    public string Name { get; }

    /// <summary>The name in the activity's JSON.</summary>
    public string JsonName { get; }

    /// <summary>True when it holds a list of activities.</summary>
    public bool IsList { get; }

    internal PropertyInfo Property { get; }
}
