namespace Ledger.Workflows.HumanTasks;

/// <summary>What a person may do with a task now: a page shows these and no other buttons. Doing it asks again.</summary>
/// <param name="MayClaim">Takes it.</param>
/// <param name="MayDecide">Completes it, which takes it in passing.</param>
/// <param name="MayRelease">Gives it back; and hands it to another.</param>
/// <param name="MayAssign">Gives it to somebody as a coordinator.</param>
/// <param name="MayAttach">Attaches files.</param>
/// <param name="Obstacle">Why it cannot be decided by the person, to be told; null when it can.</param>
public sealed record TaskRights(bool MayClaim, bool MayDecide, bool MayRelease, bool MayAssign, bool MayAttach, WorkflowException? Obstacle);
