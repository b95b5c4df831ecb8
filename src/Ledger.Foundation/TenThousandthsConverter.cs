using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Ledger.Foundation;

/// <summary>Stores an amount as a 64-bit count of ten-thousandths, so that the database adds it exactly (architecture.md §3).</summary>
public sealed class TenThousandthsConverter() : ValueConverter<decimal, long>(amount => ToStored(amount), stored => FromStored(stored))
{
    private const decimal Scale = 10_000m;

    /// <summary>The stored form of an amount.</summary>
    /// <exception cref="ArgumentException">The amount has more than four decimals: it must be rounded where it was computed.</exception>
    public static long ToStored(decimal amount)
    {
        var scaled = amount * Scale;
        if (decimal.Truncate(scaled) != scaled)
        {
            throw new ArgumentException(
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The amount {amount} has more than four decimals."), nameof(amount));
        }

        return checked((long)scaled);
    }

    /// <summary>The amount of a stored form.</summary>
    public static decimal FromStored(long stored) => stored / Scale;
}
