using Ledger.Api.Audit;
using Ledger.Api.Identity;
using Ledger.Api.Operations;
using Ledger.Api.Workflows;

namespace Ledger.Api;

/// <summary>All routes of the HTTP API.</summary>
internal static class ApiRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(WebApplication app)
    {
        HealthEndpoints.Map(app);
        app.MapSwagger("/api/{documentName}.json").AllowAnonymous();
        app.MapFallback("/{**path}", () => TypedResults.NotFound()).AllowAnonymous().ExcludeFromDescription();
        var api = app.MapGroup("/api");
        AuthEndpoints.Map(api);
        DefinitionEndpoints.Map(api);
        InstanceEndpoints.Map(api);
        TaskEndpoints.Map(api);
        ScheduleEndpoints.Map(api);
        EventEndpoints.Map(api);
        AuditEndpoints.Map(api);
        SystemEndpoints.Map(api);
    }
}
