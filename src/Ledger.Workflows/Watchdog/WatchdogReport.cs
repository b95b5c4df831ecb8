namespace Ledger.Workflows.Watchdog;

/// <summary>A finding as it is kept.</summary>
/// <param name="Id">The key.</param>
/// <param name="Finding">What was found.</param>
/// <param name="At">When.</param>
public sealed record WatchdogReport(long Id, WatchdogFinding Finding, DateTimeOffset At);
