using System.Globalization;
using Ledger.Workflows.Schedules;

namespace Ledger.Api.Processes;

/// <summary>The times a cron expression stands for.</summary>
internal static class ScheduleTimes
{
    /// <summary>Cron expressions that people choose most, for a list to choose from.</summary>
    public static readonly IReadOnlyList<string> Usual =
    [
        "0 0 6 ? * MON-FRI", "0 0 6 ? * *", "0 0 6 ? * FRI", "0 0 * ? * *", "0 0/15 8-19 ? * MON-FRI", "0 0 6 1 * ?", "0 0 20 L * ?",
    ];

    /// <summary>The next times after a moment; fewer when there are no more.</summary>
    /// <exception cref="Ledger.Workflows.WorkflowException"><c>schedule.cron-invalid</c>, <c>schedule.time-zone-unknown</c>.</exception>
    public static IReadOnlyList<DateTimeOffset> Next(string cron, string timeZone, DateTimeOffset after, int count)
    {
        var ticks = new CronTicks(cron, timeZone);
        var times = new List<DateTimeOffset>(count);
        while (times.Count < count && ticks.Next(after) is { } next)
        {
            times.Add(next);
            after = next;
        }

        return times;
    }

    /// <summary>A moment in the schedule's own time zone, with the day of the week.</summary>
    public static string Words(DateTimeOffset at, string timeZone)
    {
        var local = TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone) ? TimeZoneInfo.ConvertTime(at, zone) : at;
        var culture = CultureInfo.CurrentCulture;
        return $"{culture.DateTimeFormat.GetAbbreviatedDayName(local.DayOfWeek).TrimEnd('.')} {local.ToString("g", culture)}";
    }
}
