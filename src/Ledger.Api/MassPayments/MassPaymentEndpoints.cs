using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Domain;
using Ledger.Domain.MassPayments;
using Ledger.Foundation;
using Ledger.Foundation.Paging;

namespace Ledger.Api.MassPayments;

/// <summary>Mass payments: entry, modification, authorisation, deletion, query (features.md P1 to P6, P13, P14).</summary>
internal static class MassPaymentEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/mass-payments").WithTags("mass-payments");
        group.MapGet("/", ListAsync).RequireAuthorization(Policies.Reads).WithSummary("Mass payments by state, date and number (P5, P14).");
        group.MapGet("/payable-documents", PayableAsync).RequireAuthorization(Policies.Reads).WithSummary("Documents that may be paid, with what forbids the others (P2, P3).");
        group.MapGet("/payable-documents/totals", TotalsAsync).RequireAuthorization(Policies.Reads).WithSummary("Count and totals over the whole filter (P3).");
        group.MapGet("/next-number", NextNumberAsync).RequireAuthorization(Policies.Enters).WithSummary("The number that is proposed (P1).");
        group.MapGet("/filters", FiltersAsync).RequireAuthorization(Policies.Reads).WithSummary("The saved filters.");
        group.MapPut("/filters", SaveFilterAsync).RequireAuthorization(Policies.Enters).WithSummary("Saves a filter by its name.");
        group.MapDelete("/filters/{name}", DeleteFilterAsync).RequireAuthorization(Policies.Enters).WithSummary("Deletes a saved filter.");
        group.MapGet("/{id:long}", GetAsync).RequireAuthorization(Policies.Reads).WithSummary("A mass payment.");
        group.MapGet("/{id:long}/items", ItemsAsync).RequireAuthorization(Policies.Reads).WithSummary("Its documents.");
        group.MapPost("/", EnterAsync).RequireAuthorization(Policies.Enters).AddEndpointFilter<Idempotency>().WithSummary("Enters a mass payment (P1).");
        group.MapPut("/{id:long}", ModifyAsync).RequireAuthorization(Policies.Enters).WithSummary("Modifies one that is entered (P5); revision, when given, must be the current one.");
        group.MapPost("/{id:long}/authorize", AuthorizeAsync).RequireAuthorization(Policies.Approves).AddEndpointFilter<Idempotency>()
            .WithSummary("Authorises it (P6); not the person who entered it (W6).");
        group.MapPost("/{id:long}/withdraw", WithdrawAsync).RequireAuthorization(Policies.Approves).AddEndpointFilter<Idempotency>().WithSummary("Withdraws the authorisation (P6).");
        group.MapDelete("/{id:long}", DeleteAsync).RequireAuthorization(Policies.Enters).WithSummary("Deletes it (P13).");
    }

    private static async Task<Answer<Page<MassPayment>>> ListAsync(
        [AsParameters] PageQuery page, [AsParameters] MassPaymentListQuery query, Caller caller, LedgerDatabase database) =>
        new(await database.ReadAsync(caller.Company, db => new MassPaymentQueries(db).PageAsync(query.ToFilter(), page.Checked())));

    private static async Task<Answer<Page<PayableDocument>>> PayableAsync(
        [AsParameters] PageQuery page, [AsParameters] PayableQuery query, decimal? exchangeRate, Caller caller, LedgerDatabase database) =>
        new(await new PayableDocuments(database, caller.Company)
            .PageAsync(query.ToFilter(), exchangeRate ?? await PaymentDefaults.RateAsync(database, caller.Company), page.Checked()));

    private static async Task<Answer<PayableTotals>> TotalsAsync(
        [AsParameters] PayableQuery query, string? currency, decimal? exchangeRate, Caller caller, LedgerDatabase database) =>
        new(await new PayableDocuments(database, caller.Company).TotalsAsync(
            query.ToFilter(), currency ?? await PaymentDefaults.CurrencyAsync(database, caller.Company),
            exchangeRate ?? await PaymentDefaults.RateAsync(database, caller.Company)));

    private static Task<Answer<NumberView>> NextNumberAsync(UnitOfWork work) =>
        work.RunAsync(async session => new NumberView(await new MassPaymentEntry(session).ProposeNumberAsync()));

    private static async Task<Answer<IReadOnlyList<NamedFilter>>> FiltersAsync(Caller caller, LedgerDatabase database) =>
        new(await database.ReadAsync(caller.Company, SavedFilters.ListAsync));

    private static Task<Answer<Done>> SaveFilterAsync(NamedFilter filter, UnitOfWork work) => work.RunAsync(session => new SavedFilters(session).SaveAsync(filter));

    private static Task<Answer<Done>> DeleteFilterAsync(string name, UnitOfWork work) => work.RunAsync(session => new SavedFilters(session).DeleteAsync(name));

    private static async Task<Answer<MassPayment>> GetAsync(long id, Caller caller, LedgerDatabase database) =>
        new(await database.ReadAsync(caller.Company, db => new MassPaymentQueries(db).GetAsync(id)));

    private static async Task<Answer<Page<MassPaymentItemRow>>> ItemsAsync(long id, [AsParameters] PageQuery page, Caller caller, LedgerDatabase database) =>
        new(await database.ReadAsync(caller.Company, db => new MassPaymentQueries(db).ItemsAsync(id, page.Checked())));

    private static Task<Answer<MassPayment>> EnterAsync(MassPaymentDraft draft, UnitOfWork work) =>
        work.RunAsync(session => new MassPaymentEntry(session).EnterAsync(draft));

    private static Task<Answer<MassPayment>> ModifyAsync(long id, int? revision, MassPaymentChange change, UnitOfWork work) =>
        work.RunAsync(session => new MassPaymentEntry(session).ModifyAsync(id, change, revision));

    private static async Task<Answer<MassPayment>> AuthorizeAsync(long id, int? revision, UnitOfWork work, Caller caller, ProcessGuard guard)
    {
        await guard.CheckAsync(caller, id);
        return await work.RunAsync(session => new MassPaymentAuthorization(session).AuthorizeAsync(id, revision));
    }

    private static async Task<Answer<MassPayment>> WithdrawAsync(long id, int? revision, UnitOfWork work, Caller caller, ProcessGuard guard)
    {
        await guard.CheckAsync(caller, id);
        return await work.RunAsync(session => new MassPaymentAuthorization(session).WithdrawAsync(id, revision));
    }

    private static async Task<Answer<Done>> DeleteAsync(long id, int? revision, UnitOfWork work, Caller caller, ProcessGuard guard)
    {
        await guard.CheckAsync(caller, id);
        return await work.RunAsync(session => new MassPaymentDeletion(session).DeleteAsync(id, revision));
    }
}

/// <summary>The number that is proposed; null when people type them.</summary>
internal sealed record NumberView(long? Number);
