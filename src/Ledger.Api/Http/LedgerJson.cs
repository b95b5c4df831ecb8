using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Api.Http;

/// <summary>How the API reads and writes JSON: camel case, enums by name, 64-bit numbers as strings, dates as ISO 8601.</summary>
internal static class LedgerJson
{
    /// <summary>The options, for the parts that serialise by themselves.</summary>
    public static readonly JsonSerializerOptions Options = Create();

    /// <summary>Applies the conventions.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        options.Converters.Add(new JsonStringEnumConverter());
        options.Converters.Add(new LongAsStringConverter());
        options.DefaultIgnoreCondition = JsonIgnoreCondition.Never;
        options.NumberHandling = JsonNumberHandling.Strict;
        // Answers are application/json and never inlined into html, so Spanish letters may stay readable.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.MaxDepth = 64;
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Apply(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
