using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Domain;
using Ledger.Domain.Treasury;
using Ledger.Foundation;
using Ledger.Foundation.Paging;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.Treasury;

/// <summary>Treasury accounts, checkbooks, checks and movements.</summary>
internal static class TreasuryEndpoints
{
    private static readonly Sorts<Check> CheckSorting = new() { ["number"] = c => c.Number, ["dueDate"] = c => c.DueDate, ["issueDate"] = c => c.IssueDate, ["amount"] = c => c.Amount };

    private static readonly Sorts<TreasuryMovement> MovementSorting = new() { ["number"] = m => m.Number, ["date"] = m => m.Date };

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/treasury").WithTags("treasury");
        group.MapGet("/accounts", AccountsAsync).RequireAuthorization(Policies.Reads).WithSummary("Treasury accounts, by code.");
        group.MapGet("/checkbooks", CheckbooksAsync).RequireAuthorization(Policies.Reads).WithSummary("Checkbooks of an account or of all.");
        group.MapPost("/accounts", AddAccountAsync).RequireAuthorization(Policies.Administers).AddEndpointFilter<Idempotency>().WithSummary("Adds a treasury account.");
        group.MapPost("/checkbooks", AddCheckbookAsync).RequireAuthorization(Policies.Administers).AddEndpointFilter<Idempotency>().WithSummary("Adds a checkbook.");
        group.MapPost("/checkbooks/{id:long}/available", SetAvailableAsync).RequireAuthorization(Policies.Administers).WithSummary("Lets checks be taken from a checkbook, or no longer.");
        group.MapGet("/checks", ChecksAsync).RequireAuthorization(Policies.Reads).WithSummary("Checks; sortable by number, dueDate, issueDate, amount.");
        group.MapGet("/movements", MovementsAsync).RequireAuthorization(Policies.Reads).WithSummary("Movements; sortable by number, date.");
        group.MapGet("/movements/{id:long}", MovementAsync).RequireAuthorization(Policies.Reads).WithSummary("A movement with its lines.");
    }

    private static async Task<Answer<List<TreasuryAccount>>> AccountsAsync(Caller caller, LedgerDatabase database) =>
        new(await database.ReadAsync(caller.Company, db => db.Set<TreasuryAccount>().OrderBy(a => a.Code).ToListAsync()));

    private static async Task<Answer<List<Checkbook>>> CheckbooksAsync(long? accountId, Caller caller, LedgerDatabase database) =>
        new(await database.ReadAsync(caller.Company, db => db.Set<Checkbook>()
            .Where(b => accountId == null || b.TreasuryAccountId == accountId).OrderBy(b => b.TreasuryAccountId).ThenBy(b => b.FirstNumber).ToListAsync()));

    private static Task<Answer<TreasuryAccount>> AddAccountAsync(TreasuryAccountData account, UnitOfWork work) =>
        work.RunAsync(session => new TreasuryAccounts(session).AddAsync(account));

    private static Task<Answer<Checkbook>> AddCheckbookAsync(NewCheckbook checkbook, UnitOfWork work) => work.RunAsync(session =>
        new Checkbooks(session).AddAsync(checkbook.TreasuryAccountId, checkbook.Name, checkbook.FirstNumber, checkbook.LastNumber, checkbook.IsDeferred));

    private static Task<Answer<Done>> SetAvailableAsync(long id, AvailableRequest request, UnitOfWork work) =>
        work.RunAsync(session => new Checkbooks(session).SetAvailableAsync(id, request.IsAvailable));

    private static async Task<Answer<Page<Check>>> ChecksAsync(
        [AsParameters] PageQuery page, long? checkbookId, long? massPaymentId, CheckState? state, DateOnly? dueFrom, DateOnly? dueTo,
        Caller caller, LedgerDatabase database) =>
        new(await database.ReadAsync(caller.Company, db =>
        {
            var rows = db.Set<Check>().AsQueryable();
            rows = checkbookId is null ? rows : rows.Where(c => c.CheckbookId == checkbookId);
            rows = massPaymentId is null ? rows : rows.Where(c => c.MassPaymentId == massPaymentId);
            rows = state is null ? rows : rows.Where(c => c.State == state);
            rows = dueFrom is null ? rows : rows.Where(c => c.DueDate >= dueFrom);
            rows = dueTo is null ? rows : rows.Where(c => c.DueDate <= dueTo);
            return rows.PageAsync(page, CheckSorting, c => c.Id, c => c);
        }));

    private static async Task<Answer<Page<TreasuryMovement>>> MovementsAsync(
        [AsParameters] PageQuery page, DateOnly? from, DateOnly? to, long? paymentOrderId, Caller caller, LedgerDatabase database) =>
        new(await database.ReadAsync(caller.Company, db =>
        {
            var rows = db.Set<TreasuryMovement>().AsQueryable();
            rows = from is null ? rows : rows.Where(m => m.Date >= from);
            rows = to is null ? rows : rows.Where(m => m.Date <= to);
            rows = paymentOrderId is null ? rows : rows.Where(m => m.PaymentOrderId == paymentOrderId);
            return rows.PageAsync(page, MovementSorting, m => m.Id, m => m);
        }));

    private static async Task<Answer<MovementView>> MovementAsync(long id, Caller caller, LedgerDatabase database) =>
        new(await database.ReadAsync(caller.Company, async db => new MovementView(
            await db.Set<TreasuryMovement>().SingleOrDefaultAsync(m => m.Id == id)
                ?? throw new RequestRefusedException(404, "treasury-movement.not-found", $"There is no movement {id}.", id),
            await db.Set<TreasuryMovementLine>().Where(l => l.MovementId == id).OrderBy(l => l.LineNumber).ToListAsync())));
}

/// <summary>A movement with its lines.</summary>
internal sealed record MovementView(TreasuryMovement Movement, IReadOnlyList<TreasuryMovementLine> Lines);

/// <summary>A checkbook to be added.</summary>
internal sealed record NewCheckbook(long TreasuryAccountId, string Name, long FirstNumber, long LastNumber, bool IsDeferred = false);

/// <summary>Whether checks may be taken.</summary>
internal sealed record AvailableRequest(bool IsAvailable);
