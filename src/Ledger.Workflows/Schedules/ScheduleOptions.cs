using System.ComponentModel.DataAnnotations;

namespace Ledger.Workflows.Schedules;

/// <summary>How schedules work. Bound from the section <c>Ledger:Schedules</c>.</summary>
public sealed class ScheduleOptions
{
    /// <summary>How late a tick may run and still count as on time; one later than this is missed and falls under its <see cref="MisfireRule"/>.</summary>
    /// <value>The default value is 1 minute.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan MisfireThreshold { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often due ticks are looked for.</summary>
    /// <value>The default value is 1 second.</value>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);
}
