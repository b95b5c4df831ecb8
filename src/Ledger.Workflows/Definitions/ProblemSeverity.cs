using System.Text.Json.Serialization;

namespace Ledger.Workflows.Definitions;

/// <summary>How much a problem of a definition matters.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProblemSeverity>))]
public enum ProblemSeverity
{
    /// <summary>It cannot be published.</summary>
    Error,

    /// <summary>It can be published, but is probably not what was meant.</summary>
    Warning,
}
