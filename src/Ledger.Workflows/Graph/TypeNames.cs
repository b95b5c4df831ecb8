using System.Text.Json.Nodes;

namespace Ledger.Workflows.Graph;

/// <summary>The type names of definitions: Elsa's aliases and assembly-qualified .NET names.</summary>
public static class TypeNames
{
    private static readonly Dictionary<string, Type> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["String"] = typeof(string),
        ["Boolean"] = typeof(bool),
        ["Bool"] = typeof(bool),
        ["Byte"] = typeof(byte),
        ["Int16"] = typeof(short),
        ["Int32"] = typeof(int),
        ["Int"] = typeof(int),
        ["Int64"] = typeof(long),
        ["Long"] = typeof(long),
        ["Single"] = typeof(float),
        ["Double"] = typeof(double),
        ["Decimal"] = typeof(decimal),
        ["DateTime"] = typeof(DateTime),
        ["DateTimeOffset"] = typeof(DateTimeOffset),
        ["DateOnly"] = typeof(DateOnly),
        ["TimeOnly"] = typeof(TimeOnly),
        ["TimeSpan"] = typeof(TimeSpan),
        ["Guid"] = typeof(Guid),
        ["Uri"] = typeof(Uri),
        ["Object"] = typeof(object),
        ["JsonNode"] = typeof(JsonNode),
        ["JsonObject"] = typeof(JsonObject),
        ["JsonArray"] = typeof(JsonArray),
    };

    /// <summary>The .NET type of a name; <see cref="object"/> when the name is missing or not known.</summary>
    /// <remarks><c>Int32</c>, <c>Int32[]</c>, <c>Int32?</c>, <c>System.Int32, System.Private.CoreLib</c>.</remarks>
    public static Type Resolve(string? name, bool isArray = false)
    {
        var type = Find(name) ?? typeof(object);
        return isArray ? type.MakeArrayType() : type;
    }

    /// <summary>The types a variable or an input can have, by the name that definitions write.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "String", "Boolean", "Int32", "Int64", "Decimal", "Double", "DateOnly", "DateTimeOffset", "DateTime", "TimeOnly", "TimeSpan", "Guid", "Uri",
        "Object", "JsonObject", "JsonArray",
    ];

    /// <summary>The name that definitions write for a type; <c>Object</c> when there is none.</summary>
    public static string NameOf(Type type)
    {
        if (type.IsArray)
        {
            return NameOf(type.GetElementType()!) + "[]";
        }

        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return Names.FirstOrDefault(n => Known[n] == plain) ?? (plain.IsEnum ? "String" : "Object");
    }

    /// <summary>The .NET type of a name; null when it is not known.</summary>
    public static Type? Find(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return null;
        }

        var comma = name.IndexOf(',', StringComparison.Ordinal);
        var plain = (comma < 0 ? name : name[..comma]).Trim();
        if (plain.EndsWith("[]", StringComparison.Ordinal))
        {
            return Find(plain[..^2])?.MakeArrayType();
        }

        plain = plain.TrimEnd('?');
        return Known.GetValueOrDefault(plain[(plain.LastIndexOf('.') + 1)..]);
    }
}
