using System.Globalization;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Domain;
using Ledger.Domain.Folios;
using Ledger.Foundation;
using Ledger.Foundation.Paging;
using Ledger.Foundation.Texts;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.Folios;

/// <summary>The circuit between branches and head office: watch, requests, assignments, quantities, conservation (F3, F4, F7, F8, F10).</summary>
internal static class FolioCircuitEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/folios").WithTags("folios");
        group.MapPost("/watch", WatchAsync).RequireAuthorization(Policies.Enters).WithSummary("The branch's task, now: looks at the automatic books of all branches here, or of one.");
        group.MapGet("/requests", RequestsAsync).RequireAuthorization(Policies.Reads).WithSummary("The branches' requests that were not met, the oldest first.");
        group.MapPost("/requests", RequestAsync).RequireAuthorization(Policies.Enters).AddEndpointFilter<Idempotency>().WithSummary("Asks head office for folios by hand; refused while a request for the same book is unmet.");
        group.MapGet("/requests/pending", PendingAsync).RequireAuthorization(Policies.Reads).WithSummary("The requests that head office has not assigned, the oldest first.");
        group.MapGet("/assignments", HistoryAsync).RequireAuthorization(Policies.Reads).WithSummary("The history of assignments, the latest first.");
        group.MapPost("/assignments", AssignAsync).RequireAuthorization(Policies.Enters).WithSummary("Head office's task, now: assigns folios to the pending requests, the oldest first.");
        group.MapGet("/quantities", QuantitiesAsync).RequireAuthorization(Policies.Reads).WithSummary("How many folios a branch is assigned at a time, by kind.");
        group.MapPut("/quantities", SetQuantityAsync).RequireAuthorization(Policies.Owns).WithSummary("Sets the quantity of a branch and kind.");
        group.MapGet("/conservation", CheckAsync).RequireAuthorization(Policies.Reads).WithSummary("Where the folios of every authorisation are, and what does not close.");
    }

    private static Task<Answer<IReadOnlyList<FolioWatchOutcome>>> WatchAsync(FolioWatchRequest request, UnitOfWork work) =>
        work.RunAsync(session => new FolioWatch(session).RunAsync(request.BranchId));

    private static async Task<Answer<List<FolioRequest>>> RequestsAsync(Caller caller, LedgerDatabase database) =>
        new(await new FolioQueries(database, caller.Company).UnmetAsync());

    private static Task<Answer<FolioRequestAnswer>> RequestAsync(NewFolioRequest request, UnitOfWork work) => work.RunAsync(async session =>
        new FolioRequestAnswer(await new FolioRequests(session).RequestAsync(request.BranchId, request.DocumentType, request.Workstation ?? string.Empty)));

    private static async Task<Answer<List<FolioCentralRequest>>> PendingAsync(Caller caller, LedgerDatabase database) =>
        new(await new FolioQueries(database, caller.Company).PendingAsync());

    private static async Task<Answer<Page<FolioAssignmentLine>>> HistoryAsync([AsParameters] PageQuery page, Caller caller, LedgerDatabase database) =>
        new(await new FolioQueries(database, caller.Company).HistoryAsync(page.Checked()));

    private static async Task<Answer<List<FolioAssignmentView>>> AssignAsync(HttpContext http, UnitOfWork work, MessageCatalog texts)
    {
        var culture = Language.Of(http);
        return await work.RunAsync(async session => (await new FolioAssigner(session).RunAsync()).Select(o => FolioAssignmentView.Of(o, texts, culture)).ToList());
    }

    private static async Task<Answer<List<FolioQuantity>>> QuantitiesAsync(Caller caller, LedgerDatabase database) =>
        new(await database.ReadAsync(caller.Company, db => db.Set<FolioQuantity>().OrderBy(q => q.BranchId).ThenBy(q => q.DocumentType).ToListAsync()));

    private static Task<Answer<Done>> SetQuantityAsync(NewFolioQuantity quantity, UnitOfWork work) =>
        work.RunAsync(session => new FolioQuantities(session).SetAsync(quantity.BranchId, quantity.DocumentType, quantity.Quantity));

    private static async Task<Answer<FolioConservationAnswer>> CheckAsync(Caller caller, HttpContext http, LedgerDatabase database, MessageCatalog texts) =>
        new(FolioConservationAnswer.Of(await FolioConservation.CheckAsync(database, caller.Company), texts, Language.Of(http)));
}

/// <summary>Which branch's books to look at; null for all.</summary>
internal sealed record FolioWatchRequest(long? BranchId = null);

/// <summary>A request for folios.</summary>
internal sealed record NewFolioRequest(long BranchId, int DocumentType, string? Workstation = null);

/// <summary>What both ends call the request.</summary>
internal sealed record FolioRequestAnswer(string RequestKey);

/// <summary>How many folios of a kind a branch gets at a time.</summary>
internal sealed record NewFolioQuantity(long BranchId, int DocumentType, int Quantity);

/// <summary>What head office did with a request; where nothing was assigned, why, in the reader's language.</summary>
internal sealed record FolioAssignmentView(long CentralRequestId, long? AssignmentId, long Quantity, string? Obstacle, string? Message)
{
    /// <summary>The view of an outcome.</summary>
    public static FolioAssignmentView Of(FolioAssignmentOutcome outcome, MessageCatalog texts, CultureInfo culture) => new(
        outcome.CentralRequestId, outcome.AssignmentId, outcome.Quantity, outcome.Obstacle,
        outcome.Obstacle is null ? null : texts.Find(outcome.Obstacle, culture, []) ?? outcome.Obstacle);
}
