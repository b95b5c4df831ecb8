namespace Ledger.Api.DataViews.Query;

/// <summary>What a view must know of the company whose rows it shows.</summary>
/// <param name="CompanyId">The company; no row of another is ever read.</param>
/// <param name="LocalCurrency">Its home currency.</param>
/// <param name="Zone">Its time zone: where a day of a moment begins.</param>
/// <param name="Today">The day it is there.</param>
internal sealed record ViewContext(long CompanyId, string LocalCurrency, TimeZoneInfo Zone, DateOnly Today)
{
    /// <summary>The moment, in milliseconds, at which a day begins there.</summary>
    public long StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        // Where the clocks change at midnight the day begins an hour later.
        while (Zone.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(30);
        }

        return new DateTimeOffset(midnight, Zone.GetUtcOffset(midnight)).ToUnixTimeMilliseconds();
    }
}
