using Ledger.Workflows.Definitions;

namespace Ledger.Workflows.Graph;

/// <summary>What came of compiling a definition: a graph that can run, or all the reasons why there is none.</summary>
/// <param name="Graph">The graph; null when there is any problem.</param>
/// <param name="Problems">Every problem with its place, in the order of the definition.</param>
public sealed record GraphCompilation(WorkflowGraph? Graph, IReadOnlyList<DefinitionProblem> Problems)
{
    /// <summary>What was compiled, also where the whole was not: what the checks look at.</summary>
    internal CompiledParts Parts { get; init; } = new([], [], []);

    /// <summary>The graph.</summary>
    /// <exception cref="DefinitionRefusedException">There are problems; the exception lists them all.</exception>
    public WorkflowGraph Require(string definitionId) => Graph ?? throw new DefinitionRefusedException(definitionId, Problems);
}
