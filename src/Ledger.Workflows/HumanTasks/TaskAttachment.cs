namespace Ledger.Workflows.HumanTasks;

/// <summary>A file attached to a task.</summary>
public sealed record TaskAttachment(long Id, string FileName, string ContentType, long Length, string By, DateTimeOffset At);
