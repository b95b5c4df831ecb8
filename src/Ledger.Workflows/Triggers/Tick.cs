using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Workflows.Schedules;

namespace Ledger.Workflows.Triggers;

/// <summary>When a time trigger fires, worked out from its payload (elsa-semantics.md §9.3, §10); cron in UTC, seconds first.</summary>
internal static class Tick
{
    public const string Timer = "Elsa.Timer";
    public const string Cron = "Elsa.Cron";
    public const string StartAt = "Elsa.StartAt";

    public static bool IsTime(string name) => name is Timer or Cron or StartAt;

    /// <summary>The first tick of a trigger that is published now; null when it never fires.</summary>
    public static DateTimeOffset? First(string name, JsonNode? payload, DateTimeOffset now) => name switch
    {
        StartAt => Moment(payload, "ExecuteAt"),
        Timer => Moment(payload, "StartAt") ?? (Interval(payload) is { } interval ? now + interval : null),
        _ => Next(name, payload, now, now),
    };

    /// <summary>The tick after the one that was due at <paramref name="due"/>: later than now, so that missed ones are made up once.</summary>
    public static DateTimeOffset? Next(string name, JsonNode? payload, DateTimeOffset due, DateTimeOffset now)
    {
        switch (name)
        {
            case Timer when Interval(payload) is { } interval && interval > TimeSpan.Zero:
                var steps = Math.Max(1, ((now - due).Ticks / interval.Ticks) + 1);
                return due + (interval * steps);
            case Cron when Text(payload, "CronExpression") is { } cron:
                // The reading that validation and schedules use: Quartz alone would take day 5 for Thursday.
                return new CronTicks(cron, "UTC").Next(now > due ? now : due);
            default:
                return null;
        }
    }

    private static TimeSpan? Interval(JsonNode? payload) =>
        Text(payload, "Interval") is { } text && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval) ? interval : null;

    private static DateTimeOffset? Moment(JsonNode? payload, string name) =>
        Text(payload, name) is { } text
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : null;

    // The payload comes from an activity, with times as .NET values, or from its row, where they are texts.
    private static string? Text(JsonNode? payload, string name) =>
        payload is JsonObject obj && obj[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? JsonSerializer.Deserialize<string>(value.ToJsonString())
            : null;
}
