namespace Ledger.Workflows.Activities;

/// <summary>An activity that says of its outcomes which ones a definition must connect; without it every one of several should be.</summary>
public interface IOutcomeUse
{
    /// <summary>How much it matters that nothing is connected to an outcome of this node.</summary>
    OutcomeUse UseOf(string outcome);
}
