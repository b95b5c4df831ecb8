using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.ExchangeRates;

/// <summary>Keeps the daily rates of foreign currencies.</summary>
public sealed class ExchangeRateService(LedgerSession session)
{
    /// <summary>Sets the rate of a day, in units of local currency for one of the foreign.</summary>
    public async Task SetAsync(string currency, DateOnly date, decimal rate)
    {
        Checks.Currency(currency);
        rate = Checks.Rate(rate, "rate");
        var row = await session.Db.Set<ExchangeRate>().SingleOrDefaultAsync(r => r.Currency == currency && r.Date == date);
        var before = row?.Rate;
        if (row is null)
        {
            session.Db.Add(new ExchangeRate { Id = session.NewId(), CompanyId = session.CompanyId, Currency = currency, Date = date, Rate = rate });
        }
        else
        {
            row.Rate = rate;
        }

        await session.SaveAsync();
        session.Audit("exchange-rate.set", "exchange-rate", $"{currency} {date:O}", new { before, after = rate });
    }

    /// <summary>The rate of a day, or of the last day before it that has one; null when there is none.</summary>
    public static async Task<decimal?> FindAsync(LedgerDb db, string currency, DateOnly date) =>
        await db.Set<ExchangeRate>().Where(r => r.Currency == currency && r.Date <= date).OrderByDescending(r => r.Date)
            .Select(r => (decimal?)r.Rate).FirstOrDefaultAsync();
}
