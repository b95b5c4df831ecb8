using System.Globalization;

namespace Ledger.Api.Scenarios;

/// <summary>Times in scenarios: with an offset as they are, without one as the clocks of Santiago show them.</summary>
internal static class ScenarioTime
{
    /// <summary>When a scenario starts that does not say.</summary>
    public static readonly DateTimeOffset Default = Read("2026-11-20T12:00");

    private static TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById("America/Santiago");

    /// <summary>Reads <c>2026-11-20</c>, <c>2026-11-20T09:30</c>, <c>2026-11-20T09:30:00-03:00</c>, <c>…Z</c>.</summary>
    public static bool TryRead(string text, out DateTimeOffset time)
    {
        time = default;
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var local))
        {
            return false;
        }

        if (local.Kind != DateTimeKind.Unspecified)
        {
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
        }

        time = new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
        return true;
    }

    /// <summary>Reads a time that was checked.</summary>
    public static DateTimeOffset Read(string text) =>
        TryRead(text, out var time) ? time : throw new ScenarioFailedException(new ScenarioProblem("scenario.time-invalid", "$", null, text));

    /// <summary>The day in Santiago.</summary>
    public static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, Zone).DateTime);

    /// <summary>Reads <c>2026-11-20</c>, or days from <paramref name="today"/> such as <c>-10</c> or <c>5</c>.</summary>
    public static DateOnly ReadDay(string text, DateOnly today) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var days) ? today.AddDays(days)
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new ScenarioFailedException(new ScenarioProblem("scenario.time-invalid", "$", null, text));
}
