namespace Ledger.Domain;

/// <summary>What Ledger knows of currencies: their codes and decimals.</summary>
public static class Currencies
{
    private static readonly Dictionary<string, int> Decimals = new(StringComparer.Ordinal)
    {
        ["CLP"] = 0,
        ["JPY"] = 0,
        ["PYG"] = 0,
        ["CLF"] = 4,
        ["UYU"] = 2,
        ["ARS"] = 2,
        ["USD"] = 2,
        ["EUR"] = 2,
        ["MXN"] = 2,
        ["PEN"] = 2,
        ["COP"] = 2,
        ["BRL"] = 2,
        ["GBP"] = 2,
        ["BOB"] = 2,
    };

    /// <summary>The codes of the currencies that amounts can be kept in.</summary>
    public static IReadOnlyList<string> Codes { get; } = [.. Decimals.Keys.Order(StringComparer.Ordinal)];

    /// <summary>True when amounts in this currency can be kept.</summary>
    public static bool IsKnown(string currency) => Decimals.ContainsKey(currency);

    /// <summary>How many decimals amounts in this currency have.</summary>
    /// <exception cref="ArgumentException">The currency is not known.</exception>
    public static int DecimalsOf(string currency) => Decimals.TryGetValue(currency, out var decimals)
        ? decimals
        : throw new ArgumentException($"The currency {currency} is not known.", nameof(currency));

    /// <summary>Rounds half away from zero to the currency's own decimals, as invoices do.</summary>
    public static decimal Round(decimal amount, string currency) =>
        decimal.Round(amount, DecimalsOf(currency), MidpointRounding.AwayFromZero);
}
