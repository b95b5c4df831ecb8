namespace Ledger.Api.Designer.Definitions;

/// <summary>Definitions as the studio lists, edits, publishes, exports and runs them (elsa-api.md).</summary>
internal static class DesignerDefinitionEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder designer)
    {
        DefinitionListEndpoints.Map(designer);
        DefinitionReadEndpoints.Map(designer);
        DefinitionSaveEndpoints.Map(designer);
        DefinitionVersionEndpoints.Map(designer);
        DefinitionFileEndpoints.Map(designer);
        DefinitionBulkEndpoints.Map(designer);
        DefinitionRunEndpoints.Map(designer);
        SubgraphEndpoints.Map(designer);
        ActivityTrialEndpoint.Map(designer);
    }

    /// <summary>Adds what the endpoints need.</summary>
    public static IServiceCollection Add(IServiceCollection services) => services
        .AddSingleton<StudioErrors>()
        .AddSingleton<MissingActivities>()
        .AddSingleton<MissingActivityDescriptors>()
        .AddSingleton<DesignerDefinition>()
        .AddSingleton<DefinitionBulkEndpoints>()
        .AddSingleton<ActivityTrialEndpoint>();
}
