namespace Ledger.Api.DataViews.Query;

/// <summary>How long the days of a date column are put together.</summary>
internal enum GroupPeriod
{
    /// <summary>Each value is a group.</summary>
    None,

    /// <summary>The days of a month.</summary>
    Month,

    /// <summary>The days of a year.</summary>
    Year,
}
