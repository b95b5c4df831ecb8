using System.Globalization;

namespace Ledger.Domain;

/// <summary>An amount in a currency, exact to four decimals. Amounts of different currencies never mix.</summary>
/// <param name="Amount">The amount, at most four decimals; negative for what reduces.</param>
/// <param name="Currency">The ISO 4217 code (or CLF for the Chilean unit of account).</param>
public readonly record struct Money(decimal Amount, string Currency)
{
    /// <summary>Nothing, in a currency.</summary>
    public static Money Zero(string currency) => new(0m, currency);

    /// <summary>The sum of two amounts of one currency.</summary>
    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    public static Money operator +(Money left, Money right) => left with { Amount = left.Amount + right.In(left.Currency).Amount };

    /// <summary>The difference of two amounts of one currency.</summary>
    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    public static Money operator -(Money left, Money right) => left with { Amount = left.Amount - right.In(left.Currency).Amount };

    /// <summary>The opposite amount.</summary>
    public static Money operator -(Money money) => money with { Amount = -money.Amount };

    /// <summary>This amount in another currency at a rate, rounded half away from zero to that currency's own decimals.</summary>
    /// <param name="currency">The currency wanted.</param>
    /// <param name="rate">Units of <paramref name="currency"/> for one unit of this amount's currency.</param>
    public Money ConvertTo(string currency, decimal rate) => new(Currencies.Round(Amount * rate, currency), currency);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount:0.####} {Currency}");

    private Money In(string currency) => Currency == currency
        ? this
        : throw new InvalidOperationException($"{this} cannot be added to an amount in {currency}: convert it at a rate first.");
}
