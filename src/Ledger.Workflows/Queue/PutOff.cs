namespace Ledger.Workflows.Queue;

/// <summary>Why a first try failed, and how long to wait before the second.</summary>
/// <param name="Reason">The reason, for people.</param>
/// <param name="Pause">Milliseconds.</param>
internal sealed record PutOff(string Reason, long Pause);
