namespace Ledger.Api.Scenarios;

/// <summary>What came of one scenario.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Passed">True when everything came true.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Problems">What did not come true; empty when it passed.</param>
/// <param name="Path">The steps that ran, in order.</param>
internal sealed record ScenarioResult(
    string Name, bool Passed, long Milliseconds, IReadOnlyList<ScenarioProblem> Problems, IReadOnlyList<string> Path)
{
    /// <summary>Where its files lie when they are kept.</summary>
    public string? Folder { get; init; }
}
