namespace Ledger.Api.Designer.Definitions;

/// <summary>Definitions as the studio lists, edits, publishes, exports and runs them (elsa-api.md).</summary>
internal static class DesignerDefinitionEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder designer) => _ = designer;
}
