using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Ledger.Workflows.Expressions;

/// <summary>Converts values between literals, JSON, scripts and the types that inputs and variables declare; always with the invariant culture.</summary>
internal static partial class ValueConverter
{
    internal static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
    };

    /// <summary>The value as <paramref name="target"/>.</summary>
    /// <exception cref="WorkflowException"><c>value.not-convertible</c>.</exception>
    public static object? Convert(object? value, Type target) =>
        TryConvert(value, target, out var result)
            ? result
            : throw new WorkflowException("value.not-convertible", $"'{Shown(value)}' is no {target.Name}.", Shown(value), target.Name);

    public static bool TryConvert(object? value, Type target, out object? result)
    {
        var type = Nullable.GetUnderlyingType(target) ?? target;
        if (value is null)
        {
            result = target.IsValueType && type == target ? Activator.CreateInstance(target) : null;
            return true;
        }

        if (type == typeof(object))
        {
            result = Plain(value);
            return true;
        }

        if (type.IsInstanceOfType(value))
        {
            result = value;
            return true;
        }

        try
        {
            return TryChange(value, type, target, out result);
        }
        catch (Exception e) when (e is FormatException or OverflowException or InvalidCastException or JsonException or ArgumentException or NotSupportedException)
        {
            result = null;
            return false;
        }
    }

    /// <summary>A JSON scalar as the .NET value it stands for; objects and arrays stay JSON.</summary>
    public static object? Plain(object? value)
    {
        if (value is JsonElement element)
        {
            value = JsonNode.Parse(element.GetRawText());
        }

        if (value is not JsonValue node)
        {
            return value;
        }

        switch (node.GetValueKind())
        {
            case JsonValueKind.String: return node.TryGetValue(out string? text) ? text : node.ToString();
            case JsonValueKind.True: return true;
            case JsonValueKind.False: return false;
            case JsonValueKind.Number:
                var number = node.ToJsonString();
                return long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole
                    : decimal.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) ? exact
                    : double.Parse(number, CultureInfo.InvariantCulture);
            default: return null;
        }
    }

    /// <summary>
    /// The value as it will be after it was stored and read again, so that a step never sees a difference between a
    /// value set in this burst and one set in an earlier one: scalars, or JSON for everything else.
    /// </summary>
    public static object? Storable(object? value) => value switch
    {
        null or string or bool or long or decimal => value,
        int or short or byte or sbyte or ushort or uint => System.Convert.ToInt64(value, CultureInfo.InvariantCulture),
        double number => FromDouble(number),
        float number => FromDouble(number),
        JsonValue or JsonElement => Plain(value),
        JsonNode => value,
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("O", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("O", CultureInfo.InvariantCulture),
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        Enum or Guid or Uri or char => value.ToString(),
        _ => Plain(JsonSerializer.SerializeToNode(value, value.GetType(), Options)),
    };

    /// <summary>The value as JSON for the state, the journal and outputs.</summary>
    public static JsonNode? ToJson(object? value) => Storable(value) switch
    {
        null => null,
        JsonNode node => node.Parent is null ? node : node.DeepClone(),
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        long number => JsonValue.Create(number),
        decimal number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        var other => JsonSerializer.SerializeToNode(other, Options),
    };

    /// <summary>A script's number: a whole number when it is one, else exact decimal when it fits.</summary>
    private static object FromDouble(double number) =>
        Math.Abs(number) < 9007199254740992d && Math.Floor(number) == number ? (long)number
        : double.IsFinite(number) && Math.Abs(number) < 1e15 ? (decimal)number
        : double.IsFinite(number) ? number
        : number.ToString(CultureInfo.InvariantCulture);

    private static bool TryChange(object value, Type type, Type target, out object? result)
    {
        if (value is JsonElement or JsonValue)
        {
            return TryConvert(Plain(value), target, out result);
        }

        if (typeof(JsonNode).IsAssignableFrom(type))
        {
            result = value is string json && type != typeof(JsonValue) ? JsonNode.Parse(json) : ToJson(value);
            return type.IsInstanceOfType(result);
        }

        if (type == typeof(string))
        {
            result = value is JsonNode node ? node.ToJsonString(Options) : Storable(value) is { } scalar and not JsonNode
                ? scalar is bool flag ? (flag ? "true" : "false") : System.Convert.ToString(scalar, CultureInfo.InvariantCulture)
                : JsonSerializer.Serialize(value, Options);
            return true;
        }

        return value is string text ? TryParse(text, type, target, out result) : TryCast(value, type, out result);
    }

    private static bool TryParse(string text, Type type, Type target, out object? result)
    {
        var trimmed = text.Trim();
        if (trimmed.Length == 0 && (type != target || !target.IsValueType))
        {
            result = null;
            return true;
        }

        if (type.IsEnum)
        {
            return Enum.TryParse(type, trimmed, ignoreCase: true, out result);
        }

        if (type == typeof(bool))
        {
            var ok = bool.TryParse(trimmed, out var flag);
            result = flag;
            return ok;
        }

        if (IsDate(type) && AmbiguousDate().IsMatch(trimmed))
        {
            // 3/4 is April in one country and March in another: what is not year-month-day is refused, never guessed.
            throw new FormatException($"'{trimmed}' is no date as year-month-day.");
        }

        result = type switch
        {
            _ when type == typeof(decimal) => decimal.Parse(trimmed, NumberStyles.Float, CultureInfo.InvariantCulture),
            _ when type.IsPrimitive => ParseNumber(trimmed, type),
            _ when type == typeof(DateTimeOffset) => DateTimeOffset.Parse(trimmed, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            _ when type == typeof(DateTime) => DateTime.Parse(trimmed, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
            _ when type == typeof(DateOnly) => DateOnly.Parse(trimmed, CultureInfo.InvariantCulture),
            _ when type == typeof(TimeOnly) => TimeOnly.Parse(trimmed, CultureInfo.InvariantCulture),
            _ when type == typeof(TimeSpan) => TimeSpan.Parse(trimmed, CultureInfo.InvariantCulture),
            _ when type == typeof(Guid) => Guid.Parse(trimmed),
            _ when type == typeof(Uri) => new Uri(trimmed, UriKind.RelativeOrAbsolute),
            _ when IsTextList(type) && !trimmed.StartsWith('[') => JsonSerializer.Deserialize(new JsonArray(text).ToJsonString(), type, Options),
            _ => JsonSerializer.Deserialize(trimmed, type, Options),
        };
        return true;
    }

    private static bool IsDate(Type type) => type == typeof(DateTimeOffset) || type == typeof(DateTime) || type == typeof(DateOnly);

    [GeneratedRegex(@"^\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]")]
    private static partial Regex AmbiguousDate();

    private static object ParseNumber(string text, Type type) =>
        type == typeof(double) || type == typeof(float)
            ? System.Convert.ChangeType(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture), type, CultureInfo.InvariantCulture)
            : System.Convert.ChangeType(decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture), type, CultureInfo.InvariantCulture);

    private static bool IsTextList(Type type) =>
        type != typeof(string) && typeof(IEnumerable<string>).IsAssignableFrom(type);

    private static bool TryCast(object value, Type type, out object? result)
    {
        if (value is IConvertible && (type.IsPrimitive || type == typeof(decimal)) && type != typeof(bool) && value is not bool)
        {
            result = System.Convert.ChangeType(value, type, CultureInfo.InvariantCulture);
            return true;
        }

        if (type.IsEnum && value is IConvertible)
        {
            result = Enum.ToObject(type, System.Convert.ToInt64(value, CultureInfo.InvariantCulture));
            return true;
        }

        if (type == typeof(DateTimeOffset) && value is DateTime time)
        {
            result = new DateTimeOffset(time.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(time, DateTimeKind.Utc) : time);
            return true;
        }

        if (type == typeof(bool))
        {
            result = null;
            return false;
        }

        var node = value as JsonNode ?? JsonSerializer.SerializeToNode(value, value.GetType(), Options);
        if (node is not JsonArray && type != typeof(string) && type.IsAssignableTo(typeof(IEnumerable)) && !type.IsAssignableTo(typeof(IDictionary)) && value is not JsonObject)
        {
            node = new JsonArray(node?.DeepClone());
        }

        result = node.Deserialize(type, Options);
        return true;
    }

    private static string Shown(object? value)
    {
        var text = value is JsonNode node ? node.ToJsonString() : System.Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
        return text.Length > 80 ? text[..80] + "…" : text;
    }
}
