using Ledger.Foundation;

namespace Ledger.Api.Operations;

/// <summary>What a load balancer or a supervisor asks.</summary>
internal static class HealthEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/health").WithTags("health").AllowAnonymous();
        group.MapGet("/live", () => TypedResults.Text("live")).WithSummary("The process answers.");
        group.MapGet("/ready", ReadyAsync).WithSummary("The database answers and the process is not stopping.");
    }

    private static async Task<IResult> ReadyAsync(LedgerDatabase database, IHostApplicationLifetime lifetime)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return TypedResults.Text("stopping", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        await database.QueryAsync("select 1", row => row.GetInt32(0));
        return TypedResults.Text("ready");
    }
}
