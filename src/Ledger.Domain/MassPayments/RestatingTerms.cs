using System.Globalization;

namespace Ledger.Domain.MassPayments;

/// <summary>Where restating finds currencies, rate and decimals: values of a statement, or columns of a worksheet. SQL, asked for when it is used.</summary>
/// <param name="Local">The local currency.</param>
/// <param name="Foreign">The foreign accounting currency.</param>
/// <param name="Rate">Units of local currency for one of it, in millionths.</param>
/// <param name="LocalStep">One unit of the local currency's last decimal, in ten-thousandths.</param>
/// <param name="ForeignStep">The same of the foreign accounting currency.</param>
internal sealed record RestatingTerms(Func<string> Local, Func<string> Foreign, Func<string> Rate, string LocalStep, string ForeignStep)
{
    /// <summary>The terms that the columns of a worksheet with the alias <c>w</c> hold: constant text.</summary>
    public static RestatingTerms Worksheet { get; } =
        new(() => "w.local_currency", () => "w.foreign_currency", () => "w.exchange_rate", "w.local_step", "w.foreign_step");

    /// <summary>The terms of a scope, as values of a statement. PostgreSQL refuses values that the text does not name, so each is taken when it is used.</summary>
    public static RestatingTerms Of(PayableScope scope, SqlText sql) => new(
        () => sql.Value(scope.LocalCurrency), () => sql.Value(scope.ForeignCurrency),
        () => $"cast({sql.Value(RateConverter.ToStored(scope.ExchangeRate))} as bigint)",
        StepOf(scope.LocalCurrency).ToString(CultureInfo.InvariantCulture), StepOf(scope.ForeignCurrency).ToString(CultureInfo.InvariantCulture));

    /// <summary>One unit of a currency's last decimal, in ten-thousandths.</summary>
    public static int StepOf(string currency) => Currencies.DecimalsOf(currency) switch { 0 => 10_000, 2 => 100, 3 => 10, 4 => 1, _ => 1_000 };
}
