namespace Ledger.Workflows.Execution;

/// <summary>
/// Rules an instance was started under, stored with it so that the engine can change under running instances. Values
/// are never renumbered or reused; a comment says what was done before the flag and what is done since.
/// </summary>
[Flags]
public enum EngineRules
{
    /// <summary>The rules of the first version.</summary>
    None = 0,
}
