namespace Ledger.Workflows.Activities;

/// <summary>Names an activity type for definitions and the designer's toolbox.</summary>
/// <param name="typeName">The stable type name, such as <c>Ledger.EnterMassPayment</c>.</param>
/// <remarks>
/// Texts for people come from the resources of the activity's assembly (<c>ActivityTexts.resx</c>, es/en) under the keys
/// <c>{typeName}.Name</c>, <c>{typeName}.Description</c>, <c>{typeName}.{member}.Name</c>, …; never from here.
/// </remarks>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ActivityAttribute(string typeName) : Attribute
{
    /// <summary>The stable type name.</summary>
    public string TypeName { get; } = typeName;

    /// <summary>The version of the type.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The key of the toolbox category, such as <c>MassPayments</c> or <c>Flow</c>.</summary>
    public string Category { get; init; } = "Primitives";

    /// <summary>Action, Trigger, Job or Task, as the designer knows them.</summary>
    public string Kind { get; init; } = "Action";

    /// <summary>True when the activity holds others.</summary>
    public bool IsContainer { get; init; }

    /// <summary>True when nothing can follow it.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>True when nothing can precede it.</summary>
    public bool IsStart { get; init; }

    /// <summary>False to keep it out of the toolbox.</summary>
    public bool IsBrowsable { get; init; } = true;

    /// <summary>The name of its icon in the designer; empty for that of its category.</summary>
    public string? Icon { get; init; }

    /// <summary>Its colour in the designer (<c>#rrggbb</c>); empty for that of its category.</summary>
    public string? Color { get; init; }

    /// <summary>The fixed outcomes, each a port in the designer. Empty means Done.</summary>
    public string[] Outcomes { get; init; } = [];
}
