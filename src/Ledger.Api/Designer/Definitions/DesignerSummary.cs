using Ledger.Workflows.Definitions;

namespace Ledger.Api.Designer.Definitions;

/// <summary>A version of a definition as the studio's lists show it.</summary>
internal sealed record DesignerSummary(
    string Id, string DefinitionId, string Name, string? Description, int Version, bool IsLatest, bool IsPublished, bool IsReadonly,
    string MaterializerName, bool IsMaterializerAvailable, DateTimeOffset CreatedAt, IReadOnlyList<DesignerLink> Links)
{
    /// <summary>The summary of a stored version; without links to change it for one who may not.</summary>
    public static DesignerSummary Of(DefinitionVersion v, bool mayEdit) => new(
        v.VersionId, v.DefinitionId, v.Name, v.Description, v.Version, v.IsLatest, v.IsPublished, !mayEdit, "Json", true, v.CreatedAt,
        DefinitionLinks.Of(v.DefinitionId, mayEdit));
}
