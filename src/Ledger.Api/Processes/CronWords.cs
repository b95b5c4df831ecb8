using System.Globalization;
using Ledger.Foundation.Texts;

namespace Ledger.Api.Processes;

/// <summary>Says a cron expression in plain words, for the shapes that people use; the expression itself says the rest.</summary>
/// <remarks>Six fields as <see cref="Ledger.Workflows.Schedules.CronTicks"/> reads them: days of the week are numbered from 0, Sunday, to 7, Sunday again.</remarks>
internal sealed class CronWords(MessageCatalog texts)
{
    private const int TimesMax = 6;
    private static readonly string[] DayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
    private static readonly string[] MonthNames = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

    /// <summary>The words in a language; null when the expression has a shape that has none.</summary>
    public string? Of(string cron, CultureInfo language)
    {
        var fields = cron.ToUpperInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 6 || When(fields, language) is not { } when || Days(fields[3], fields[5], language) is not { } days || Months(fields[4], language) is not { } months)
        {
            return null;
        }

        var words = months.Length == 0 ? $"{days} {when}" : $"{days} {when}, {months}";
        return char.ToUpper(words[0], language) + words[1..];
    }

    private string T(string key, CultureInfo language, params object?[] values) => texts.Find("page.cron." + key, language, values) ?? key;

    // At a time, at some times, or again and again.
    private string? When(string[] fields, CultureInfo language)
    {
        var (second, minute, hour) = (fields[0], fields[1], fields[2]);
        if (Step(second) is { } seconds)
        {
            return minute == "*" && hour == "*" ? Every("seconds", seconds, language) : null;
        }

        if (Numbers(second, 0, 59) is not [0])
        {
            return null;
        }

        if (Step(minute) is { } minutes)
        {
            var every = Every("minutes", minutes, language);
            return hour == "*" ? every : Range(hour) is var (from, to) ? T("between", language, every, Time(from, 0, language), Time(to, 59, language)) : null;
        }

        if (Numbers(minute, 0, 59) is not { } at)
        {
            return null;
        }

        if (Step(hour) is { } hours)
        {
            return at.Count != 1 ? null : at[0] == 0 ? Every("hours", hours, language) : T("at-minute", language, Every("hours", hours, language), at[0]);
        }

        if (hour.Contains('-') && Range(hour) is var (first, last))
        {
            return at.Count == 1 ? T("between", language, Every("hours", 1, language), Time(first, at[0], language), Time(last, at[0], language)) : null;
        }

        return Numbers(hour, 0, 23) is { } at2 && at2.Count * at.Count <= TimesMax
            ? T("at", language, Join([.. at2.SelectMany(h => at.Select(m => Time(h, m, language)))], language))
            : null;
    }

    private string? Days(string month, string week, CultureInfo language)
    {
        if (week is "*" or "?")
        {
            return month switch
            {
                "*" or "?" => T("day", language),
                "L" => T("last-day", language),
                "LW" => T("last-workday", language),
                "1W" => T("first-workday", language),
                _ => Numbers(month, 1, 31) is { } days ? T(days.Count == 1 ? "month-day" : "month-days", language, Join([.. days.Select(d => d.ToString(language))], language)) : null,
            };
        }

        if (month is not ("*" or "?"))
        {
            return null;
        }

        if (week.EndsWith('L') && DayOf(week[..^1]) is { } last)
        {
            return T("last-week-day", language, Name(last, language));
        }

        if (week.Split('#') is [var day, var nth] && DayOf(day) is { } named && nth is "1" or "2" or "3" or "4" or "5")
        {
            return T("nth-week-day", language, T("nth." + nth, language), Name(DayOf(week.Split('#')[0])!.Value, language));
        }

        return WeekDays(week) is not { } list ? null
            : list.SequenceEqual([1, 2, 3, 4, 5]) ? T("workdays", language)
            : list.SequenceEqual([0, 6]) || list.SequenceEqual([6, 0]) ? T("weekends", language)
            : list.Count == 7 ? T("day", language)
            : T("week-days", language, Join([.. list.Select(d => Plural(Name(d, language), language))], language));
    }

    private string? Months(string field, CultureInfo language)
    {
        if (field == "*")
        {
            return string.Empty;
        }

        var numbers = new List<int>();
        foreach (var part in field.Split(','))
        {
            var ends = part.Split('-').Select(MonthOf).ToList();
            if (ends.Count > 2 || ends.Contains(null) || ends[0] > ends[^1])
            {
                return null;
            }

            numbers.AddRange(Enumerable.Range(ends[0]!.Value, ends[^1]!.Value - ends[0]!.Value + 1));
        }

        return T("in-months", language, Join([.. numbers.Select(m => language.DateTimeFormat.GetMonthName(m))], language));
    }

    private string Every(string unit, int count, CultureInfo language) => count == 1 ? T("every." + unit + ".one", language) : T("every." + unit, language, count);

    private string Join(IReadOnlyList<string> parts, CultureInfo language) => parts.Count < 2
        ? string.Concat(parts)
        : T("and", language, string.Join(", ", parts.Take(parts.Count - 1)), parts[^1]);

    private static string Time(int hour, int minute, CultureInfo language) =>
        new TimeOnly(hour, minute).ToString(language.TwoLetterISOLanguageName == "es" ? "HH:mm" : "t", language);

    // Los viernes stay as they are; los sábados do not. In English "every" takes one.
    private static string Plural(string day, CultureInfo language) =>
        language.TwoLetterISOLanguageName == "es" && !day.EndsWith('s') ? day + "s" : day;

    private static string Name(int day, CultureInfo language) => language.DateTimeFormat.GetDayName((DayOfWeek)day);

    // * is every one; */5 and 0/5 are every five.
    private static int? Step(string field) =>
        field == "*" ? 1
        : field.Split('/') is ["*" or "0", var step] && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and < 60 ? count
        : null;

    private static (int From, int To)? Range(string field) =>
        field.Split('-') is [var from, var to] && Number(from, 0, 23) is { } first && Number(to, 0, 23) is { } last && first < last ? (first, last) : null;

    private static List<int>? Numbers(string field, int min, int max)
    {
        var numbers = field.Split(',').Select(part => Number(part, min, max)).ToList();
        return numbers.Contains(null) ? null : [.. numbers.Select(n => n!.Value)];
    }

    private static int? Number(string text, int min, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max ? number : null;

    private static int? DayOf(string text) =>
        Number(text, 0, 7) is { } number ? number % 7 : Array.IndexOf(DayNames, text) is >= 0 and var index ? index : null;

    private static int? MonthOf(string text) =>
        Number(text, 1, 12) ?? (Array.IndexOf(MonthNames, text) is >= 0 and var index ? index + 1 : null);

    private static List<int>? WeekDays(string field)
    {
        var days = new List<int>();
        foreach (var part in field.Split(','))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || DayOf(ends[0]) is not { } first || DayOf(ends[^1]) is not { } last)
            {
                return null;
            }

            // A range may go over the end of the week, FRI-MON.
            for (var day = first; ; day = (day + 1) % 7)
            {
                days.Add(day);
                if (day == last)
                {
                    break;
                }
            }
        }

        return [.. days.Distinct()];
    }
}
