namespace Ledger.Api.Scenarios;

/// <summary>A scenario cannot go on: a step could not be done as it says.</summary>
internal sealed class ScenarioFailedException(ScenarioProblem problem) : Exception(problem.Code)
{
    /// <summary>What went wrong.</summary>
    public ScenarioProblem Problem { get; } = problem;
}
