namespace Ledger.Api.Designer.Definitions;

/// <summary>The links by which the studio knows what the caller may do with definitions.</summary>
internal static class DefinitionLinks
{
    /// <summary>The links of a list.</summary>
    public static IReadOnlyList<DesignerLink> OfList(bool mayEdit) => mayEdit
        ?
        [
            new("/workflow-definitions", "self", "GET"),
            new("/workflow-definitions", "create", "POST"),
            new("/bulk-actions/publish/workflow-definitions/by-definition-ids", "bulk-publish", "POST"),
            new("/bulk-actions/retract/workflow-definitions/by-definition-ids", "bulk-retract", "POST"),
            new("/bulk-actions/delete/workflow-definitions/by-definition-id", "bulk-delete", "POST"),
        ]
        : [new("/workflow-definitions", "self", "GET")];

    /// <summary>The links of one definition.</summary>
    public static IReadOnlyList<DesignerLink> Of(string definitionId, bool mayEdit)
    {
        var self = $"/workflow-definitions/{definitionId}";
        return mayEdit
            ?
            [
                new(self, "self", "GET"),
                new($"{self}/publish", "publish", "POST"),
                new($"{self}/retract", "retract", "POST"),
                new(self, "delete", "DELETE"),
            ]
            : [new(self, "self", "GET")];
    }
}
