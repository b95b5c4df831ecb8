using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Domain;
using Ledger.Domain.SupplierAccounts;
using Ledger.Domain.Suppliers;
using Ledger.Foundation;
using Ledger.Foundation.Paging;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.Suppliers;

/// <summary>Suppliers and their running accounts.</summary>
internal static class SupplierEndpoints
{
    private static readonly Sorts<Supplier> Sorting = new() { ["code"] = s => s.Code, ["name"] = s => s.Name, ["rut"] = s => s.Rut };

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/suppliers").WithTags("suppliers");
        group.MapGet("/", ListAsync).RequireAuthorization(Policies.Reads).WithSummary("Suppliers; sortable by code, name, rut.");
        group.MapGet("/balances", BalancesAsync).RequireAuthorization(Policies.Reads).WithSummary("What is owed to each supplier, by currency.");
        group.MapGet("/{id:long}", GetAsync).RequireAuthorization(Policies.Reads).WithSummary("A supplier.");
        group.MapGet("/{id:long}/account", AccountAsync).RequireAuthorization(Policies.Reads).WithSummary("The running account: balances, movements, what is open.");
        group.MapPost("/", CreateAsync).RequireAuthorization(Policies.Enters).AddEndpointFilter<Idempotency>().WithSummary("Adds a supplier.");
        group.MapPut("/{id:long}", ChangeAsync).RequireAuthorization(Policies.Enters).WithSummary("Changes a supplier.");
    }

    private static async Task<Answer<Page<Supplier>>> ListAsync(
        [AsParameters] PageQuery page, string? search, bool? enabledForMassPayments, Caller caller, LedgerDatabase database) =>
        new(await database.ReadAsync(caller.Company, db =>
        {
            var rows = db.Set<Supplier>().AsQueryable();
            rows = string.IsNullOrEmpty(search) ? rows : rows.Where(s => s.Code.StartsWith(search) || s.Rut.StartsWith(search) || s.Name.Contains(search));
            rows = enabledForMassPayments is null ? rows : rows.Where(s => s.EnabledForMassPayments == enabledForMassPayments);
            return rows.PageAsync(page, Sorting, s => s.Id, s => s);
        }));

    private static async Task<Answer<IReadOnlyList<SupplierBalanceView>>> BalancesAsync(Caller caller, LedgerDatabase database) =>
        new(await SupplierAccountView.BalancesAsync(database, caller.Company));

    private static async Task<Answer<Supplier>> GetAsync(long id, Caller caller, LedgerDatabase database) =>
        new(await database.ReadAsync(caller.Company, db => FindAsync(db, id)));

    private static async Task<Answer<SupplierAccountView>> AccountAsync(long id, Caller caller, LedgerDatabase database) =>
        new(await database.ReadAsync(caller.Company, async db => await SupplierAccountView.ReadAsync(db, await FindAsync(db, id))));

    private static Task<Answer<Supplier>> CreateAsync(SupplierData supplier, UnitOfWork work) =>
        work.RunAsync(session => new SupplierService(session).CreateAsync(supplier));

    private static Task<Answer<Supplier>> ChangeAsync(long id, SupplierData supplier, UnitOfWork work) =>
        work.RunAsync(session => new SupplierService(session).ChangeAsync(id, supplier));

    private static async Task<Supplier> FindAsync(LedgerDb db, long id) =>
        await db.Set<Supplier>().SingleOrDefaultAsync(s => s.Id == id)
        ?? throw new RequestRefusedException(404, "supplier.not-found", $"There is no supplier {id}.", id);
}
