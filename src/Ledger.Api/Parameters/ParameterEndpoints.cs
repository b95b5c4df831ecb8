using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Domain;
using Ledger.Domain.Folios;
using Ledger.Domain.Parameters;
using Ledger.Foundation;

namespace Ledger.Api.Parameters;

/// <summary>The parameters of each module and the closing dates.</summary>
internal static class ParameterEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/parameters").WithTags("parameters");
        MapModule<PurchasingParameters>(group, "purchasing");
        MapModule<TreasuryParameters>(group, "treasury");
        MapModule<AccountingParameters>(group, "accounting");
        MapModule<FolioParameters>(group, "folios");
        var closing = api.MapGroup("/closing-dates").WithTags("closing-dates");
        closing.MapGet("/", ClosingAsync).RequireAuthorization(Policies.Reads).WithSummary("Up to which day each kind of document is closed.");
        closing.MapPut("/", CloseAsync).RequireAuthorization(Policies.Administers).WithSummary("Sets the closing dates; null is open.");
    }

    private static void MapModule<T>(RouteGroupBuilder group, string module)
        where T : class, new()
    {
        group.MapGet("/" + module, GetAsync<T>).RequireAuthorization(Policies.Reads).WithSummary($"The parameters of {module}.");
        group.MapPut("/" + module, SetAsync<T>).RequireAuthorization(Policies.Administers).WithSummary($"Replaces the parameters of {module}; audited.");
    }

    private static async Task<Answer<T>> GetAsync<T>(Caller caller, LedgerDatabase database)
        where T : class, new() => new(await database.ReadAsync(caller.Company, ParameterService.ReadAsync<T>));

    private static Task<Answer<T>> SetAsync<T>(T parameters, UnitOfWork work)
        where T : class, new() => work.RunAsync(async session =>
    {
        await new ParameterService(session).SetAsync(parameters);
        return parameters;
    });

    private static async Task<Answer<ClosedThrough>> ClosingAsync(Caller caller, LedgerDatabase database) =>
        new(await database.ReadAsync(caller.Company, async db => ClosedThrough.Of(
            await ParameterService.ReadAsync<PurchasingParameters>(db),
            await ParameterService.ReadAsync<TreasuryParameters>(db),
            await ParameterService.ReadAsync<AccountingParameters>(db))));

    private static Task<Answer<ClosedThrough>> CloseAsync(ClosedThrough dates, UnitOfWork work) => work.RunAsync(async session =>
    {
        var parameters = new ParameterService(session);
        await parameters.SetAsync((await parameters.GetAsync<PurchasingParameters>()) with
        {
            PaymentOrdersClosedThrough = dates.PaymentOrders,
            InvoicesClosedThrough = dates.Invoices,
        });
        await parameters.SetAsync((await parameters.GetAsync<TreasuryParameters>()) with { DocumentsClosedThrough = dates.Treasury });
        await parameters.SetAsync((await parameters.GetAsync<AccountingParameters>()) with { EntriesClosedThrough = dates.Accounting });
        return dates;
    });
}

/// <summary>The last closed day of each kind of document; null while open.</summary>
internal sealed record ClosedThrough(DateOnly? Invoices, DateOnly? PaymentOrders, DateOnly? Treasury, DateOnly? Accounting)
{
    /// <summary>The closing dates that stand in the parameters.</summary>
    public static ClosedThrough Of(PurchasingParameters purchasing, TreasuryParameters treasury, AccountingParameters accounting) => new(
        purchasing.InvoicesClosedThrough, purchasing.PaymentOrdersClosedThrough, treasury.DocumentsClosedThrough, accounting.EntriesClosedThrough);
}
