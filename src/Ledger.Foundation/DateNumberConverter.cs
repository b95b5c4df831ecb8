using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Ledger.Foundation;

/// <summary>Stores an accounting date as the number yyyymmdd: readable, and ordered alike by both databases.</summary>
public sealed class DateNumberConverter() : ValueConverter<DateOnly, int>(date => ToStored(date), stored => FromStored(stored))
{
    /// <summary>The stored form of a date.</summary>
    public static int ToStored(DateOnly date) => (date.Year * 10_000) + (date.Month * 100) + date.Day;

    /// <summary>The date of a stored form.</summary>
    public static DateOnly FromStored(int stored) => new(stored / 10_000, stored / 100 % 100, stored % 100);
}
