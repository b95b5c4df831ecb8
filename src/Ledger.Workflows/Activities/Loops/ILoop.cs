namespace Ledger.Workflows.Activities;

/// <summary>A loop: it gives its body variables, and a Break inside ends it.</summary>
internal interface ILoop
{
    string[] VariableNames { get; }
}
