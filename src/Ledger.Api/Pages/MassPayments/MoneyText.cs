using System.Globalization;
using Ledger.Domain;

namespace Ledger.Api.Pages.MassPayments;

/// <summary>Amounts with the decimals of their currency, and its code.</summary>
internal static class MoneyText
{
    /// <summary>An amount as the person writes it, with the currency behind.</summary>
    public static string Of(decimal amount, string currency) =>
        amount.ToString("N" + Currencies.DecimalsOf(currency).ToString(CultureInfo.InvariantCulture), CultureInfo.CurrentCulture) + " " + currency;
}
