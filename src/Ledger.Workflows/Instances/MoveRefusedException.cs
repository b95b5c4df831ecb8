namespace Ledger.Workflows.Instances;

/// <summary>An instance cannot move to the version that was asked for; all reasons at once. Nothing was changed.</summary>
public sealed class MoveRefusedException(MoveCheck check) : WorkflowException(
    "instance.move-refused",
    $"The instance {check.InstanceId} cannot move to version {check.ToVersion}: {string.Join("; ", check.Problems.Select(p => $"{p.Place}: {p.Message}"))}",
    check.InstanceId, check.FromVersion, check.ToVersion, check.Problems.Count)
{
    /// <summary>The reasons.</summary>
    public MoveCheck Check { get; } = check;
}
