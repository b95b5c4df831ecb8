namespace Ledger.Workflows.Watchdog;

/// <summary>Something that should not be.</summary>
/// <param name="Kind">What it is, as a stable word such as <c>instance.stuck</c>; the key of the es/en text.</param>
/// <param name="CompanyId">The company; 0 when none is known.</param>
/// <param name="SubjectId">The row it is about; with the kind, a finding is reported once.</param>
/// <param name="InstanceId">The instance it concerns, or null.</param>
/// <param name="Detail">What was found and done, in English.</param>
/// <param name="Repaired">True when nothing is left to do.</param>
public sealed record WatchdogFinding(string Kind, long CompanyId, long SubjectId, long? InstanceId, string Detail, bool Repaired);
