namespace Ledger.Workflows.Activities;

/// <summary>The root of every instance, around the definition's own root (elsa-semantics.md §1.2).</summary>
public sealed class WorkflowActivity : Composite
{
    /// <summary>Its type name.</summary>
    public const string TypeName = "Elsa.Workflow";
}
