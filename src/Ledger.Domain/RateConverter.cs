using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Ledger.Domain;

/// <summary>Stores an exchange rate or a percentage as a 64-bit count of millionths: six exact decimals.</summary>
public sealed class RateConverter() : ValueConverter<decimal, long>(rate => ToStored(rate), stored => FromStored(stored))
{
    private const decimal Scale = 1_000_000m;

    /// <summary>The stored form of a rate; more than six decimals are rounded half away from zero.</summary>
    public static long ToStored(decimal rate) => checked((long)decimal.Round(rate * Scale, 0, MidpointRounding.AwayFromZero));

    /// <summary>The rate of a stored form.</summary>
    public static decimal FromStored(long stored) => stored / Scale;
}
