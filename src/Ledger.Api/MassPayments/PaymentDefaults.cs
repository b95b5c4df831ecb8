using Ledger.Domain;
using Ledger.Domain.Companies;
using Ledger.Domain.ExchangeRates;
using Ledger.Foundation;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.MassPayments;

/// <summary>What a request leaves out: the company's currency and the latest rate of its foreign currency.</summary>
internal static class PaymentDefaults
{
    /// <summary>The company's local currency.</summary>
    public static Task<string> CurrencyAsync(LedgerDatabase database, long companyId) =>
        database.ReadAsync(companyId, db => db.Set<Company>().Where(c => c.Id == companyId).Select(c => c.LocalCurrency).SingleAsync());

    /// <summary>The latest rate of the company's foreign currency; 1 when there is none, which only foreign amounts would notice.</summary>
    public static Task<decimal> RateAsync(LedgerDatabase database, long companyId) => database.ReadAsync(companyId, async db =>
    {
        var currency = await db.Set<Company>().Where(c => c.Id == companyId).Select(c => c.ForeignCurrency).SingleAsync();
        return await db.Set<ExchangeRate>().Where(r => r.Currency == currency).OrderByDescending(r => r.Date).Select(r => (decimal?)r.Rate).FirstOrDefaultAsync() ?? 1m;
    });
}
