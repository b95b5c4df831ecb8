using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.Api.Processes.Forms;

/// <summary>Turns what stands in the fields of a start form into the values of the inputs, and back.</summary>
/// <remarks>
/// Numbers are read in the person's culture and strictly: in Chile <c>1.500</c> is fifteen hundred and <c>1.5</c> is refused, because whoever
/// writes it means something else. An empty field gives no value.
/// </remarks>
internal sealed class StartValues(CultureInfo culture, TimeZoneInfo zone)
{
    /// <summary>The longest text of a field.</summary>
    public const int TextLengthMax = 200_000;

    private static readonly Type[] Wholes = [typeof(int), typeof(long), typeof(short), typeof(byte)];

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>True for types of whole numbers.</summary>
    public static bool IsWhole(Type type) => Wholes.Contains(type);

    /// <summary>True for types of numbers with decimals.</summary>
    public static bool IsDecimal(Type type) => type == typeof(decimal) || type == typeof(double) || type == typeof(float);

    /// <summary>Reads all fields.</summary>
    /// <param name="fields">The form.</param>
    /// <param name="texts">What stands in each field, by the name of its input.</param>
    /// <returns>The input for the start, and what is wrong, in the order of the fields.</returns>
    public (JsonObject Input, IReadOnlyList<FieldProblem> Problems) Read(IReadOnlyList<StartField> fields, IReadOnlyDictionary<string, string> texts)
    {
        var input = new JsonObject();
        var problems = new List<FieldProblem>();
        foreach (var field in fields)
        {
            var (value, problem) = Read(field, texts.GetValueOrDefault(field.Name, string.Empty));
            if (problem is not null)
            {
                problems.Add(problem);
            }
            else if (value is not null)
            {
                input[field.Name] = value;
            }
        }

        return (input, problems);
    }

    /// <summary>Reads one field.</summary>
    public (JsonNode? Value, FieldProblem? Problem) Read(StartField field, string text)
    {
        if (text.Length > TextLengthMax)
        {
            return (null, new FieldProblem(field.Name, "too-long", TextLengthMax));
        }

        if (field.Kind == StartFieldKind.Check)
        {
            return (JsonValue.Create(text == "true"), null);
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            return field.IsRequired ? (null, new FieldProblem(field.Name, field.Kind is StartFieldKind.Choice or StartFieldKind.Choices ? "choose" : "required")) : (null, null);
        }

        return field.Kind switch
        {
            StartFieldKind.Json => Json(field, text),
            StartFieldKind.List or StartFieldKind.Choices => Many(field, text),
            StartFieldKind.Lines => (JsonValue.Create(text.ReplaceLineEndings("\n")), null),
            _ => One(field, text.Trim()),
        };
    }

    /// <summary>What stands in a field at first: its default as the person writes it.</summary>
    public string Text(StartField field, JsonNode? value) => value switch
    {
        null => string.Empty,
        JsonArray list when field.Kind is StartFieldKind.List or StartFieldKind.Choices => string.Join('\n', list.OfType<JsonValue>().Select(v => One(field, v))),
        JsonValue one when field.Kind != StartFieldKind.Json => One(field, one),
        _ => value.ToJsonString(Indented),
    };

    /// <summary>Reads a number as the culture writes it; null when it does not read as one.</summary>
    public decimal? Number(string text)
    {
        var format = culture.NumberFormat;
        // People and keyboards do not know which of the narrow spaces a culture groups with.
        var plain = string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
        var sign = plain.StartsWith('-') ? "-" : string.Empty;
        var parts = plain[sign.Length..].Split(format.NumberDecimalSeparator);
        var separator = string.IsNullOrWhiteSpace(format.NumberGroupSeparator) ? null : format.NumberGroupSeparator;
        var groups = separator is null ? [parts[0]] : parts[0].Split(separator);
        var isGrouped = groups.Length == 1 || (groups[0].Length is > 0 and <= 3 && groups.Skip(1).All(g => g.Length == 3));
        var digits = string.Concat(groups);
        var fraction = parts.Length == 2 ? parts[1] : "0";
        return parts.Length <= 2 && isGrouped && digits.Length > 0 && fraction.Length > 0
            && digits.All(char.IsAsciiDigit) && fraction.All(char.IsAsciiDigit)
            && decimal.TryParse(parts.Length == 2 ? $"{sign}{digits}.{fraction}" : sign + digits, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
                ? number
                : null;
    }

    private (JsonNode? Value, FieldProblem? Problem) Many(StartField field, string text)
    {
        var list = new JsonArray();
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i]))
            {
                continue;
            }

            var (value, problem) = One(field, lines[i].Trim());
            if (problem is not null)
            {
                return (null, new FieldProblem(field.Name, "line", i + 1, problem));
            }

            list.Add(value);
        }

        return (list, null);
    }

    private (JsonNode? Value, FieldProblem? Problem) One(StartField field, string text)
    {
        (JsonNode?, FieldProblem?) Wrong(string code, params object?[] arguments) => (null, new FieldProblem(field.Name, code, arguments));
        if (field.Options.Count > 0)
        {
            return field.Options.Any(o => o.Value == text) ? (Typed(field.Type, text), null) : Wrong("choice", text);
        }

        var invariant = CultureInfo.InvariantCulture;
        return field switch
        {
            _ when IsWhole(field.Type) => Whole(field, text),
            _ when IsDecimal(field.Type) => Number(text) is { } number ? (JsonValue.Create(number), null) : Wrong("decimal", text, 1234.5m),
            { Kind: StartFieldKind.Date } => Day(text) is { } day
                ? (JsonValue.Create(day.ToString("yyyy-MM-dd", invariant)), null)
                : Wrong("date", text, new DateOnly(2026, 3, 31).ToString("d", culture)),
            { Kind: StartFieldKind.Moment } => DateTime.TryParse(text, invariant, DateTimeStyles.None, out var at) && !zone.IsInvalidTime(at)
                ? (JsonValue.Create(new DateTimeOffset(at, zone.GetUtcOffset(at)).ToString("yyyy-MM-ddTHH:mm:sszzz", invariant)), null)
                : Wrong("moment", text),
            { Kind: StartFieldKind.Time } => TimeOnly.TryParse(text, invariant, out var time)
                ? (JsonValue.Create(time.ToString("HH:mm:ss", invariant)), null)
                : Wrong("time", text),
            _ when field.Type == typeof(bool) => bool.TryParse(text, out var flag) ? (JsonValue.Create(flag), null) : Wrong("flag", text),
            _ when field.Type == typeof(TimeSpan) && !TimeSpan.TryParse(text, invariant, out _) => Wrong("duration", text),
            _ when field.Type == typeof(Guid) && !Guid.TryParse(text, out _) => Wrong("id", text),
            _ when field.Type == typeof(Uri) && !Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out _) => Wrong("address", text),
            _ => (JsonValue.Create(text), null),
        };
    }

    private (JsonNode? Value, FieldProblem? Problem) Whole(StartField field, string text)
    {
        var (min, max) = Range(field.Type);
        return Number(text) is not { } number || number != decimal.Truncate(number) ? (null, new FieldProblem(field.Name, "whole", text, 1234m))
            : number < min || number > max ? (null, new FieldProblem(field.Name, "range", min, max))
            : (JsonValue.Create((long)number), null);
    }

    private static (JsonNode? Value, FieldProblem? Problem) Json(StartField field, string text)
    {
        try
        {
            var value = JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 64 });
            return (field.Type == typeof(JsonObject) && !field.IsMany && value is not JsonObject, field.Type == typeof(JsonArray) || field.IsMany, value) switch
            {
                (true, _, _) => (null, new FieldProblem(field.Name, "json-object")),
                (_, true, not JsonArray) => (null, new FieldProblem(field.Name, "json-array")),
                _ => (field.Type == typeof(string) ? JsonValue.Create(text) : value, null),
            };
        }
        catch (JsonException e)
        {
            return (null, new FieldProblem(field.Name, "json", (e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1));
        }
    }

    // Date fields of browsers give year-month-day; what is typed into a list is as the person writes it.
    private DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || DateOnly.TryParse(text, culture, out day) ? day : null;

    private string One(StartField field, JsonValue value)
    {
        var text = value.ToString();
        if (IsWhole(field.Type) || IsDecimal(field.Type))
        {
            return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && field.Options.Count == 0
                ? number.ToString("0.##########", culture)
                : text;
        }

        return field.Kind switch
        {
            StartFieldKind.Check => string.Equals(text, "true", StringComparison.OrdinalIgnoreCase) ? "true" : "false",
            StartFieldKind.Moment when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) =>
                TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture),
            _ => text,
        };
    }

    private static JsonNode Typed(Type type, string text) =>
        (IsWhole(type) || IsDecimal(type)) && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number)
        : type == typeof(bool) && bool.TryParse(text, out var flag) ? JsonValue.Create(flag)
        : JsonValue.Create(text);

    private static (decimal Min, decimal Max) Range(Type type) =>
        type == typeof(int) ? (int.MinValue, int.MaxValue)
        : type == typeof(short) ? (short.MinValue, short.MaxValue)
        : type == typeof(byte) ? (byte.MinValue, byte.MaxValue)
        : (long.MinValue, long.MaxValue);
}
