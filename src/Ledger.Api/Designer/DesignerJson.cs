using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Api.Designer;

/// <summary>How the designer's API reads and writes JSON: camel case, enums by name, no nulls, numbers as numbers; keys are written as strings by their records.</summary>
/// <remarks>The studio breaks on explicit nulls for collections and options, so what is null is left out (elsa-api.md §12).</remarks>
internal static class DesignerJson
{
    /// <summary>The options.</summary>
    public static readonly JsonSerializerOptions Options = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            MaxDepth = 256,
        };
        options.Converters.Add(new JsonStringEnumConverter());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
