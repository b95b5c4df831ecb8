using Ledger.Workflows.Definitions;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Validation;

/// <summary>What came of examining a definition.</summary>
/// <param name="Compilation">The graph, or why there is none.</param>
/// <param name="Problems">All errors and warnings.</param>
internal sealed record Examination(GraphCompilation Compilation, IReadOnlyList<DefinitionProblem> Problems)
{
    /// <summary>What keeps it from being published.</summary>
    public IReadOnlyList<DefinitionProblem> Errors { get; } = [.. Problems.Where(p => p.IsError)];

    /// <summary>What does not.</summary>
    public IReadOnlyList<DefinitionProblem> Warnings { get; } = [.. Problems.Where(p => !p.IsError)];

    /// <summary>The graph to publish; null when there is any error.</summary>
    public WorkflowGraph? Publishable => Errors.Count == 0 ? Compilation.Graph : null;

    /// <summary>The graph to publish.</summary>
    /// <exception cref="DefinitionRefusedException">There are errors; the exception lists them all.</exception>
    public WorkflowGraph Require(string definitionId) => Publishable ?? throw new DefinitionRefusedException(definitionId, Errors);
}
