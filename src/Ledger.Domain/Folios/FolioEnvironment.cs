using System.Text.Json.Serialization;

namespace Ledger.Domain.Folios;

/// <summary>Which of the tax authority's two worlds a folio is valid in; numbers of one never meet those of the other.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FolioEnvironment>))]
public enum FolioEnvironment
{
    /// <summary>The authority's test world (IDK 100): nothing in it is a tax document.</summary>
    Certification,

    /// <summary>The real one (IDK 300).</summary>
    Production,
}
