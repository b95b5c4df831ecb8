namespace Ledger.Api.Designer.Descriptors;

/// <summary>What the studio's toolbox and editors are filled from (elsa-api.md).</summary>
internal static class DescriptorEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder designer) => _ = designer;
}
