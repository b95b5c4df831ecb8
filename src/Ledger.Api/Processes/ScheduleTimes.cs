using System.Globalization;
using Ledger.Workflows;
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
    /// <exception cref="WorkflowException"><c>schedule.cron-invalid</c>, <c>schedule.time-zone-unknown</c>.</exception>
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

    /// <summary>What is wrong with an expression: a text of the pages and its value; null when nothing is.</summary>
    public static (string Key, object Value)? Wrong(string cron)
    {
        var fields = cron.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 6)
        {
            return ("page.schedules.cron.count", fields.Length);
        }

        for (var i = 0; i < fields.Length; i++)
        {
            string[] others = ["0", "0", "0", i == 5 ? "?" : "*", "*", i == 5 ? "*" : "?"];
            others[i] = fields[i];
            // ? alone stands for any day, which the other day field says then.
            if (fields[i] == "?" && i is 3 or 5)
            {
                others[i == 3 ? 5 : 3] = "*";
            }

            if (!IsValid(string.Join(' ', others)))
            {
                return (string.Create(CultureInfo.InvariantCulture, $"page.schedules.cron.wrong.{i}"), fields[i]);
            }
        }

        return IsValid(cron) ? null : ("page.schedules.cron.wrong.both", cron);
    }

    private static bool IsValid(string cron)
    {
        try
        {
            return new CronTicks(cron, "UTC") is not null;
        }
        catch (WorkflowException)
        {
            return false;
        }
    }

    /// <summary>A moment in the schedule's own time zone, with the day of the week.</summary>
    public static string Words(DateTimeOffset at, string timeZone)
    {
        var local = TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone) ? TimeZoneInfo.ConvertTime(at, zone) : at;
        var culture = CultureInfo.CurrentCulture;
        return $"{culture.DateTimeFormat.GetAbbreviatedDayName(local.DayOfWeek).TrimEnd('.')} {local.ToString("g", culture)}";
    }
}
