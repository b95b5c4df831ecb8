namespace Ledger.Workflows.Instances;

/// <summary>A step that failed for good, with the reason, until a person retries, skips or cancels.</summary>
/// <param name="Id">The key.</param>
/// <param name="ActivityId">The activity.</param>
/// <param name="NodeId">Its place in the definition.</param>
/// <param name="ActivityType">Its type.</param>
/// <param name="Code">The stable code of the reason, or null when it has none.</param>
/// <param name="Message">The reason.</param>
/// <param name="Exception">Type and stack of the exception.</param>
/// <param name="At">When.</param>
/// <param name="Resolution">retried, skipped or cancelled; null while open.</param>
/// <param name="ResolvedBy">Who resolved it.</param>
/// <param name="ResolvedAt">When it was resolved.</param>
public sealed record IncidentInfo(
    long Id, string ActivityId, string NodeId, string ActivityType, string? Code, string Message, string? Exception,
    DateTimeOffset At, string? Resolution, string? ResolvedBy, DateTimeOffset? ResolvedAt);
