using System.Text.Json.Nodes;

namespace Ledger.Workflows.Graph;

/// <summary>Finds the definitions that others use as an activity (features.md W4, sub-processes).</summary>
public interface IDefinitionLookup
{
    /// <summary>The JSON of the definition version that <paramref name="reference"/> names; null when there is none.</summary>
    /// <remarks>
    /// The order is: the version id; else the version number, then the published, then the latest version of the
    /// definition id, or of the definition that is usable as an activity and whose name in pascal case is the type name.
    /// The answer is only read, never changed.
    /// </remarks>
    JsonObject? Find(DefinitionReference reference);
}
