namespace Ledger.Domain.MassPayments;

/// <summary>
/// Restates an open amount in local currency and in units: once as SQL for the database, which does it for whole lists,
/// and once in code. Both are exact integer arithmetic, rounded half away from zero to the currency's decimals.
/// </summary>
/// <remarks>
/// Local currency: the amount itself for a document in local currency; at the payment's rate when the supplier's account
/// is kept in the foreign accounting currency (clause) and the document is in it; else at the document's own rate, at
/// which the debt stands in the books. Units: the amount itself for a document in the foreign accounting currency (ten
/// dollars owed are ten dollars paid), else the local amount at the payment's rate. SQL works on the stored forms: amounts in ten-thousandths, rates in millionths, products held under 2^63 by
/// splitting them.
/// </remarks>
internal static class RestatedAmounts
{
    /// <summary>SQL for the local amount of <paramref name="amount"/>, a column that is not negative.</summary>
    public static string LocalSql(string amount, PayableScope scope, SqlText sql) => LocalSql(amount, RestatingTerms.Of(scope, sql));

    /// <summary>As the other overload, with terms from wherever they stand.</summary>
    public static string LocalSql(string amount, RestatingTerms terms) =>
        $"(case when d.currency = {terms.Local()} then {amount} when {Clause(terms)} then {Times(amount, terms.Rate(), terms.LocalStep)} "
        + $"else {Times(amount, "d.exchange_rate", terms.LocalStep)} end)";

    /// <summary>SQL for the units of an amount whose local amount is <paramref name="localSql"/>.</summary>
    public static string UnitsSql(string amount, string localSql, PayableScope scope, SqlText sql) =>
        UnitsSql(amount, localSql, RestatingTerms.Of(scope, sql));

    /// <summary>As the other overload, with terms from wherever they stand.</summary>
    public static string UnitsSql(string amount, string localSql, RestatingTerms terms) =>
        $"(case when d.currency = {terms.Foreign()} then {amount} else {Over(localSql, terms.Rate(), terms.ForeignStep)} end)";

    /// <summary>The local amount in code; the same result as <see cref="LocalSql(string, PayableScope, SqlText)"/>.</summary>
    public static decimal Local(decimal amount, string currency, decimal documentRate, bool clause, PayableScope scope) =>
        currency == scope.LocalCurrency ? amount
        : Currencies.Round(amount * (clause && currency == scope.ForeignCurrency ? scope.ExchangeRate : documentRate), scope.LocalCurrency);

    /// <summary>The units in code; the same result as <see cref="UnitsSql(string, string, PayableScope, SqlText)"/>.</summary>
    public static decimal Units(decimal amount, decimal local, string currency, PayableScope scope) =>
        currency == scope.ForeignCurrency ? amount : Currencies.Round(local / scope.ExchangeRate, scope.ForeignCurrency);

    private static string Clause(RestatingTerms terms) => $"(s.foreign_currency_clause and d.currency = {terms.Foreign()})";

    // amount * rate / 10^6, whole part of the rate first so that no product leaves 64 bits, then rounded to the step.
    private static string Times(string amount, string rate, string step)
    {
        var half = $"(case when {step} = 1 then 500000 else 0 end)";
        var product = $"({amount} * ({rate} / 1000000) + ({amount} * ({rate} % 1000000) + {half}) / 1000000)";
        return $"(({product} + {step} / 2) / {step} * {step})";
    }

    // amount * 10^6 / rate rounded to the step: the quotient in steps, whole part first.
    private static string Over(string amount, string rate, string step)
    {
        var divisor = $"({rate} * {step})";
        return $"((({amount} / {divisor}) * 1000000 + (({amount} % {divisor}) * 1000000 + {divisor} / 2) / {divisor}) * {step})";
    }
}
