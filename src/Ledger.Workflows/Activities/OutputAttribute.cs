namespace Ledger.Workflows.Activities;

/// <summary>Describes an output of an activity.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OutputAttribute : Attribute;
