namespace Ledger.Workflows.Activities;

/// <summary>An activity whose outcomes depend on how it is set up in a definition; the compiler checks connections against them.</summary>
public interface IOutcomeSource
{
    /// <summary>The outcomes of this node, known once its properties are set; null when they are only known at run time.</summary>
    IReadOnlyList<string>? PossibleOutcomes { get; }
}
