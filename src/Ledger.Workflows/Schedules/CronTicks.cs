using Quartz;

namespace Ledger.Workflows.Schedules;

/// <summary>The ticks of a cron expression in a time zone, computed by Quartz.</summary>
/// <remarks>
/// Six fields, seconds first. Days of the week are numbered as everywhere but in Quartz: 0 or 7 is Sunday, 5 is Friday;
/// names work too. Where the clock is put forward, a time it skips runs when it goes on (02:30 at 03:00); where it is
/// put back, a time of the day runs once and a recurring one (every half hour) goes on through the hour that comes twice.
/// </remarks>
public sealed class CronTicks
{
    private const int Fields = 6;
    private static readonly string[] DayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];
    private readonly CronExpression _expression;

    /// <summary>Reads an expression.</summary>
    /// <param name="cron">Six fields: second, minute, hour, day of month, month, day of week.</param>
    /// <param name="timeZone">The IANA time zone it is read in.</param>
    /// <exception cref="WorkflowException"><c>schedule.cron-invalid</c>, <c>schedule.time-zone-unknown</c>.</exception>
    public CronTicks(string cron, string timeZone)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone))
        {
            throw new WorkflowException("schedule.time-zone-unknown", $"There is no time zone '{timeZone}'.", timeZone);
        }

        var fields = (cron ?? string.Empty).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != Fields)
        {
            throw Invalid(cron, $"It has {fields.Length} fields.");
        }

        fields[5] = string.Join(',', fields[5].Split(',').Select(WithDayNames));
        try
        {
            _expression = new CronExpression(string.Join(' ', fields), zone);
        }
        catch (FormatException e)
        {
            throw Invalid(cron, e.Message);
        }
    }

    /// <summary>The first tick later than <paramref name="after"/>; null when there is none.</summary>
    public DateTimeOffset? Next(DateTimeOffset after) => _expression.GetNextValidTimeAfter(after)?.ToUniversalTime();

    // 5 becomes FRI, 1-5 MON-FRI, 5#2 FRI#2, 5L FRIL; what is no day is left to Quartz to judge.
    private static string WithDayNames(string part)
    {
        var cut = part.IndexOfAny(['/', '#', 'L', 'l']);
        var (days, rest) = cut < 0 ? (part, string.Empty) : (part[..cut], part[cut..]);
        return string.Join('-', days.Split('-').Select(
            day => int.TryParse(day, out var number) && number >= 0 && number < DayNames.Length ? DayNames[number] : day)) + rest;
    }

    private static WorkflowException Invalid(string? cron, string reason) =>
        new("schedule.cron-invalid", $"The cron expression '{cron}' is not valid: {reason}", cron, reason);
}
