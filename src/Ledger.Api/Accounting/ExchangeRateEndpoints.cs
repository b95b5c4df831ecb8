using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Domain;
using Ledger.Domain.ExchangeRates;
using Ledger.Foundation;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.Accounting;

/// <summary>Exchange rates: units of local currency for one of a foreign currency, by day.</summary>
internal static class ExchangeRateEndpoints
{
    private const int DaysMax = 366;

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/exchange-rates").WithTags("exchange-rates");
        group.MapGet("/{currency}", ListAsync).RequireAuthorization(Policies.Reads).WithSummary("The rates of a currency, latest first, a year at most.");
        group.MapPut("/{currency}/{date}", SetAsync).RequireAuthorization(Policies.Enters).WithSummary("Sets the rate of a day.");
    }

    private static async Task<Answer<List<ExchangeRate>>> ListAsync(string currency, DateOnly? to, Caller caller, LedgerDatabase database) =>
        new(await database.ReadAsync(caller.Company, db => db.Set<ExchangeRate>()
            .Where(r => r.Currency == currency && (to == null || r.Date <= to)).OrderByDescending(r => r.Date).Take(DaysMax).ToListAsync()));

    private static Task<Answer<Done>> SetAsync(string currency, DateOnly date, RateRequest request, UnitOfWork work) =>
        work.RunAsync(session => new ExchangeRateService(session).SetAsync(currency, date, request.Rate));
}

/// <summary>A rate.</summary>
internal sealed record RateRequest(decimal Rate);
