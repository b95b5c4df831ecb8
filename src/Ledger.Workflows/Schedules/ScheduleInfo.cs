using System.Text.Json.Nodes;

namespace Ledger.Workflows.Schedules;

/// <summary>A schedule: which process runs when (features.md W7).</summary>
public sealed record ScheduleInfo
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <summary>The company in whose books the process runs.</summary>
    public required long CompanyId { get; init; }

    /// <summary>A name unique in the company.</summary>
    public required string Name { get; init; }

    /// <summary>The process.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>A cron expression of six fields, seconds first.</summary>
    public required string Cron { get; init; }

    /// <summary>The IANA time zone the expression is read in.</summary>
    /// <value>The default value is America/Santiago.</value>
    public string TimeZone { get; init; } = "America/Santiago";

    /// <summary>What to do with ticks missed while nobody was there.</summary>
    public MisfireRule Misfire { get; init; } = MisfireRule.RunOnce;

    /// <summary>The inputs each run gets.</summary>
    public JsonObject? Input { get; init; }

    /// <summary>True while it does not run.</summary>
    public bool IsPaused { get; init; }

    /// <summary>When it runs next; null when paused or never.</summary>
    public DateTimeOffset? NextRunAt { get; init; }

    /// <summary>When it last ran.</summary>
    public DateTimeOffset? LastRunAt { get; init; }
}
