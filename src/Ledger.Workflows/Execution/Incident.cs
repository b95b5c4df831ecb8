namespace Ledger.Workflows.Execution;

/// <summary>A step that failed for good.</summary>
/// <param name="ContextId">The execution; what retry and skip name.</param>
/// <param name="NodeIndex">Its node in the graph.</param>
/// <param name="Code">The stable code of the reason, or null.</param>
/// <param name="Exception">The reason.</param>
/// <param name="IsPermanent">True when trying again cannot cure it; false when the tries were spent.</param>
/// <param name="At">When.</param>
public sealed record Incident(int ContextId, int NodeIndex, string? Code, Exception Exception, bool IsPermanent, DateTimeOffset At);
