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
        var allocations = api.MapGroup("/allocations").WithTags("allocations");
        allocations.MapGet("/history", HistoryAsync).RequireAuthorization(Policies.Reads).WithSummary("What was allocated and deallocated of a document, oldest first (C5).");
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

    private static async Task<Answer<List<AllocationHistory>>> HistoryAsync(long documentId, Caller caller, LedgerDatabase database) =>
        new(await database.ReadAsync(caller.Company, db => db.Set<AllocationHistory>().Where(h => h.DocumentId == documentId).OrderBy(h => h.Id).ToListAsync()));
}

/// <summary>A payment order with its allocations, those taken back included.</summary>
internal sealed record PaymentOrderView(PaymentOrder Order, IReadOnlyList<Allocation> Allocations);
