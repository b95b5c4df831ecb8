using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Foundation.Paging;
using Ledger.Workflows.Watchdog;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Api.Workflows;

/// <summary>What the watchdog found and repaired.</summary>
internal static class WatchdogEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/watchdog").WithTags("watchdog");
        group.MapGet("/findings", ListAsync).RequireAuthorization(Policies.Reads).WithSummary("Findings, latest first.");
        group.MapPost("/run", RunAsync).RequireAuthorization(Policies.Owns).WithSummary("Looks now and returns what is new in the company.");
    }

    private static async Task<Answer<Page<WatchdogReport>>> ListAsync(
        [AsParameters] PageQuery page, Caller caller, [FromServices] IWatchdog watchdog, CancellationToken cancellationToken) =>
        new(await watchdog.ListAsync(caller.Company, page.Checked(), cancellationToken));

    private static async Task<Answer<IReadOnlyList<WatchdogFinding>>> RunAsync(
        Caller caller, [FromServices] IWatchdog watchdog, CancellationToken cancellationToken) =>
        new([.. (await watchdog.RunAsync(cancellationToken)).Where(f => f.CompanyId == caller.Company)]);
}
