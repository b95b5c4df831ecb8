namespace Ledger.Workflows.Activities;

/// <summary>Marks a property that holds an embedded activity (a slot in the designer).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PortAttribute : Attribute;
