using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.Api.Pages.Tasks;

/// <summary>How keys and values of a JSON document are read by people.</summary>
internal static class JsonText
{
    // What counts something is grouped; what names something (a number of a document, a year) is not.
    private static readonly string[] Names = ["number", "folio", "year", "account", "code"];

    /// <summary>True for what only programs need: keys of rows and the counter of changes.</summary>
    public static bool IsTechnical(string key) =>
        key is "id" or "revision" or "companyId" || key.EndsWith("Id", StringComparison.Ordinal) || key.EndsWith("Ids", StringComparison.Ordinal);

    /// <summary>True for a number that counts something, which stands to the right.</summary>
    public static bool IsAmount(string key, JsonNode? value) => value is JsonValue && value.GetValueKind() == JsonValueKind.Number && !IsName(key);

    /// <summary>The label of a key: its text, else its words.</summary>
    /// <param name="key">The key, in camel case.</param>
    /// <param name="textOr">Finds a text by its key, or takes the other.</param>
    public static string LabelOf(string key, Func<string, string, string> textOr)
    {
        var words = new StringBuilder();
        foreach (var letter in key)
        {
            if (words.Length == 0)
            {
                words.Append(char.ToUpper(letter, CultureInfo.CurrentCulture));
            }
            else if (char.IsUpper(letter))
            {
                words.Append(' ').Append(char.ToLower(letter, CultureInfo.CurrentCulture));
            }
            else
            {
                words.Append(letter is '_' or '-' ? ' ' : letter);
            }
        }

        return textOr("page.data." + key, words.ToString());
    }

    /// <summary>A value as the person writes it: numbers grouped, dates short, yes and no in words.</summary>
    public static string Of(string key, JsonNode? value, Func<string, string, string> textOr, TimeZoneInfo zone)
    {
        var none = textOr("page.value.none", string.Empty);
        return value switch
        {
            null => none,
            JsonArray list => string.Join(", ", list.Select(item => Of(key, item, textOr, zone))),
            JsonObject part => string.Join(" · ", part.Where(p => !IsTechnical(p.Key)).Select(p => Of(p.Key, p.Value, textOr, zone))),
            _ => value.GetValueKind() switch
            {
                JsonValueKind.True => textOr("page.value.yes", "true"),
                JsonValueKind.False => textOr("page.value.no", "false"),
                JsonValueKind.Number => Number(key, value),
                _ => Words(value.ToString(), textOr, zone, none),
            },
        };
    }

    private static string Number(string key, JsonNode value)
    {
        var text = value.ToJsonString();
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return text; // beyond what money can be: as it was written
        }

        return number.ToString(IsName(key) ? "0.########" : "#,##0.########", CultureInfo.CurrentCulture);
    }

    private static bool IsName(string key) => Names.Any(n => key.EndsWith(n, StringComparison.OrdinalIgnoreCase));

    private static string Words(string text, Func<string, string, string> textOr, TimeZoneInfo zone, string none)
    {
        if (text.Length == 0)
        {
            return none;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day.ToString("d", CultureInfo.CurrentCulture);
        }

        return text.Length >= 19 && text[10] == 'T'
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
                ? TimeZoneInfo.ConvertTime(moment, zone).ToString("g", CultureInfo.CurrentCulture)
                // Names of states and the like have texts; what people wrote has none and is shown as it is.
                : text.All(char.IsAsciiLetter) ? textOr("page.value." + text, text) : text;
    }
}
