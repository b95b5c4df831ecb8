namespace Ledger.Api.Designer.Instances;

/// <summary>Instances as the studio's list and viewer show them (elsa-api.md).</summary>
internal static class DesignerInstanceEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder designer) => _ = designer;
}
