using Ledger.Api.Designer.Definitions;
using Ledger.Api.Designer.Descriptors;
using Ledger.Api.Designer.Instances;
using Ledger.Api.Designer.Instances.Live;

namespace Ledger.Api.Designer;

/// <summary>The API that Elsa Studio speaks, over Ledger's own definitions and instances (features.md W2, elsa-api.md).</summary>
internal static class DesignerRoutes
{
    /// <summary>Where the studio's <c>remote-endpoint</c> points.</summary>
    public const string Prefix = "/elsa/api";

    /// <summary>Adds the routes.</summary>
    public static void Map(WebApplication app)
    {
        var designer = app.MapGroup(Prefix).ExcludeFromDescription();
        DesignerDefinitionEndpoints.Map(designer);
        DescriptorEndpoints.Map(designer);
        DesignerInstanceEndpoints.Map(designer);
        LiveSetup.Map(app);
    }
}
