namespace Ledger.Workflows.Definitions;

/// <summary>A definition cannot be published; all reasons at once.</summary>
public sealed class DefinitionRefusedException(string definitionId, IReadOnlyList<DefinitionProblem> problems)
    : WorkflowException(
        "definition.refused",
        $"The definition {definitionId} is refused: {string.Join("; ", problems.Select(p => $"{p.Place}: {p.Message}"))}",
        definitionId, problems.Count)
{
    /// <summary>The reasons, each with its place.</summary>
    public IReadOnlyList<DefinitionProblem> Problems { get; } = problems;
}
