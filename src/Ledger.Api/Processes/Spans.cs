using System.Globalization;

namespace Ledger.Api.Processes;

/// <summary>Lengths of time as people say them; the signs are the same in Spanish and English.</summary>
internal static class Spans
{
    /// <summary>At most two units, such as <c>2 min 5 s</c>; below ten seconds with a decimal.</summary>
    public static string Of(TimeSpan span) => span switch
    {
        { Ticks: < 0 } => Of(TimeSpan.Zero),
        { TotalSeconds: < 0.05 } => "0 s",
        { TotalSeconds: < 9.95 } => span.TotalSeconds.ToString("0.#", CultureInfo.CurrentCulture) + " s",
        { TotalSeconds: < 59.5 } => Math.Round(span.TotalSeconds).ToString("0", CultureInfo.CurrentCulture) + " s",
        { TotalHours: < 1 } => Two(span.Minutes, "min", span.Seconds, "s"),
        { TotalDays: < 1 } => Two(span.Hours, "h", span.Minutes, "min"),
        _ => Two((int)span.TotalDays, "d", span.Hours, "h"),
    };

    private static string Two(int large, string largeSign, int small, string smallSign) => small == 0
        ? string.Create(CultureInfo.CurrentCulture, $"{large} {largeSign}")
        : string.Create(CultureInfo.CurrentCulture, $"{large} {largeSign} {small} {smallSign}");
}
