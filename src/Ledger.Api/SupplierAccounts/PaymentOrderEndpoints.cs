using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Domain;
using Ledger.Domain.SupplierAccounts;
using Ledger.Foundation;
using Ledger.Foundation.Paging;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.SupplierAccounts;

/// <summary>Payment orders and allocations.</summary>
internal static class PaymentOrderEndpoints
{
    private static readonly Sorts<PaymentOrder> Sorting = new() { ["number"] = o => o.Number, ["date"] = o => o.Date, ["amount"] = o => o.Amount };

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var orders = api.MapGroup("/payment-orders").WithTags("payment-orders");
        orders.MapGet("/", ListAsync).RequireAuthorization(Policies.Reads).WithSummary("Payment orders; sortable by number, date, amount.");
        orders.MapGet("/{id:long}", GetAsync).RequireAuthorization(Policies.Reads).WithSummary("A payment order with its allocations.");
        orders.MapPost("/", IssueAsync).RequireAuthorization(Policies.Enters).AddEndpointFilter<Idempotency>().WithSummary("Pays a supplier on account (P12).");
        orders.MapPost("/{id:long}/annul", AnnulAsync).RequireAuthorization(Policies.Enters).AddEndpointFilter<Idempotency>()
            .WithSummary("Annuls an order that is not allocated; reverses movement and entry (P12).");
        var allocations = api.MapGroup("/allocations").WithTags("allocations");
        allocations.MapGet("/history", HistoryAsync).RequireAuthorization(Policies.Reads).WithSummary("What was allocated and deallocated of a document, oldest first (C5).");
        allocations.MapPost("/", AllocateAsync).RequireAuthorization(Policies.Enters).AddEndpointFilter<Idempotency>()
            .WithSummary("Ties a payment order or note to an instalment, or spreads it over an invoice (C1).");
        allocations.MapGet("/{id:long}/warnings", WarningsAsync).RequireAuthorization(Policies.Reads).WithSummary("What must be accepted before it is undone (C4).");
        allocations.MapPost("/{id:long}/deallocate", DeallocateAsync).RequireAuthorization(Policies.Enters).AddEndpointFilter<Idempotency>()
            .WithSummary("Undoes an allocation (C4).");
        allocations.MapPost("/{id:long}/move", MoveAsync).RequireAuthorization(Policies.Enters).AddEndpointFilter<Idempotency>()
            .WithSummary("Moves an allocation to another instalment of the supplier (C4).");
        orders.MapPost("/{id:long}/deallocate", DeallocateOrderAsync).RequireAuthorization(Policies.Enters).AddEndpointFilter<Idempotency>()
            .WithSummary("Undoes all allocations of an order (P12).");
    }

    private static async Task<Answer<Page<PaymentOrder>>> ListAsync(
        [AsParameters] PageQuery page, long? supplierId, long? massPaymentId, PaymentOrderState? state, DateOnly? from, DateOnly? to,
        Caller caller, LedgerDatabase database) =>
        new(await database.ReadAsync(caller.Company, db =>
        {
            var rows = db.Set<PaymentOrder>().AsQueryable();
            rows = supplierId is null ? rows : rows.Where(o => o.SupplierId == supplierId);
            rows = massPaymentId is null ? rows : rows.Where(o => o.MassPaymentId == massPaymentId);
            rows = state is null ? rows : rows.Where(o => o.State == state);
            rows = from is null ? rows : rows.Where(o => o.Date >= from);
            rows = to is null ? rows : rows.Where(o => o.Date <= to);
            return rows.PageAsync(page, Sorting, o => o.Id, o => o);
        }));

    private static async Task<Answer<PaymentOrderView>> GetAsync(long id, Caller caller, LedgerDatabase database) =>
        new(await database.ReadAsync(caller.Company, async db => new PaymentOrderView(
            await db.Set<PaymentOrder>().SingleOrDefaultAsync(o => o.Id == id)
                ?? throw new RequestRefusedException(404, "payment-order.not-found", $"There is no payment order {id}.", id),
            await db.Set<Allocation>().Where(a => a.SourceKind == AllocationSource.PaymentOrder && a.SourceId == id).OrderBy(a => a.Id).ToListAsync())));

    private static Task<Answer<PaymentOrder>> IssueAsync(NewPaymentOrder order, UnitOfWork work) =>
        work.RunAsync(session => new PaymentOrders(session).IssueOnAccountAsync(order));

    private static Task<Answer<Done>> AnnulAsync(long id, AnnulmentRequest request, UnitOfWork work) =>
        work.RunAsync(session => new PaymentOrders(session).AnnulAsync(id, request.Date, request.Reason));

    private static Task<Answer<IReadOnlyList<Allocation>>> AllocateAsync(AllocationRequest request, UnitOfWork work) =>
        work.RunAsync<IReadOnlyList<Allocation>>(async session => request.InstallmentId is { } installment
            ? [await new Allocations(session).AllocateAsync(
                request.SourceKind, request.SourceId, installment, request.Amount, request.AllowOverpayment ?? false, request.Reason)]
            : await new Allocations(session).AllocateToDocumentAsync(
                request.SourceKind, request.SourceId,
                request.DocumentId ?? throw new RequestRefusedException(400, "allocation.no-target", "Neither an instalment nor a document is named.") { Field = "installmentId" },
                request.Reason));

    // Reading inside a unit of work that writes nothing: the rules live in a domain service that needs a session.
    private static Task<Answer<IReadOnlyList<string>>> WarningsAsync(long id, UnitOfWork work) =>
        work.RunAsync(session => new Allocations(session).WarningsAsync(id));

    private static Task<Answer<Done>> DeallocateAsync(long id, DeallocationRequest request, UnitOfWork work) =>
        work.RunAsync(session => new Allocations(session).DeallocateAsync(id, request.Reason, request.AcceptWarnings ?? false));

    private static Task<Answer<int>> DeallocateOrderAsync(long id, DeallocationRequest request, UnitOfWork work) => work.RunAsync(session =>
        new Allocations(session).DeallocateSourceAsync(AllocationSource.PaymentOrder, id, request.Reason, request.AcceptWarnings ?? false));

    private static Task<Answer<Allocation>> MoveAsync(long id, MoveRequest request, UnitOfWork work) =>
        work.RunAsync(session => new Allocations(session).MoveAsync(id, request.InstallmentId, request.Reason, request.AcceptWarnings ?? false));

    private static async Task<Answer<List<AllocationHistory>>> HistoryAsync(long documentId, Caller caller, LedgerDatabase database) =>
        new(await database.ReadAsync(caller.Company, db => db.Set<AllocationHistory>().Where(h => h.DocumentId == documentId).OrderBy(h => h.Id).ToListAsync()));
}

/// <summary>A payment order with its allocations, those taken back included.</summary>
internal sealed record PaymentOrderView(PaymentOrder Order, IReadOnlyList<Allocation> Allocations);

/// <summary>An annulment on a date.</summary>
internal sealed record AnnulmentRequest(DateOnly Date, string Reason);

/// <summary>An allocation to an instalment, or spread over a document; the amount is in the document's currency.</summary>
internal sealed record AllocationRequest(
    AllocationSource SourceKind, long SourceId, long? InstallmentId = null, long? DocumentId = null, decimal? Amount = null,
    bool? AllowOverpayment = null, string? Reason = null);

/// <summary>The undoing of an allocation.</summary>
internal sealed record DeallocationRequest(string Reason, bool? AcceptWarnings = null);

/// <summary>Another instalment for an allocation.</summary>
internal sealed record MoveRequest(long InstallmentId, string Reason, bool? AcceptWarnings = null);
