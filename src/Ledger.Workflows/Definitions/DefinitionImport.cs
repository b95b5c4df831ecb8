namespace Ledger.Workflows.Definitions;

/// <summary>What came of importing a definition.</summary>
/// <param name="DefinitionId">The definition.</param>
/// <param name="Version">The version it now has.</param>
/// <param name="Changed">False when the content was already there.</param>
/// <param name="Published">True when it is the published version now.</param>
/// <param name="Problems">Why it was not published; empty when nothing was wrong.</param>
public sealed record DefinitionImport(
    string DefinitionId, int Version, bool Changed, bool Published, IReadOnlyList<DefinitionProblem> Problems)
{
    /// <summary>What is doubtful but did not keep it from being published.</summary>
    public IReadOnlyList<DefinitionProblem> Warnings { get; init; } = [];
}
