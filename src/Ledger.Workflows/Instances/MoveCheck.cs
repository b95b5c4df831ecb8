using Ledger.Workflows.Definitions;

namespace Ledger.Workflows.Instances;

/// <summary>Whether an instance can move to another version of its definition, and what that would mean (features.md W11).</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="FromVersionId">The version it runs.</param>
/// <param name="FromVersion">Its number.</param>
/// <param name="ToVersionId">The version it would run.</param>
/// <param name="ToVersion">Its number.</param>
/// <param name="Problems">What keeps it from moving, each with the step; empty when it may.</param>
/// <param name="Warnings">What a person should know before: steps that will not run or would run again, variables that go.</param>
public sealed record MoveCheck(
    long InstanceId, string FromVersionId, int FromVersion, string ToVersionId, int ToVersion,
    IReadOnlyList<DefinitionProblem> Problems, IReadOnlyList<DefinitionProblem> Warnings)
{
    /// <summary>True when it may move.</summary>
    public bool IsAllowed => Problems.Count == 0;
}
