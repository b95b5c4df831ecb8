using System.Globalization;
using Ledger.Domain.Companies;
using Codes = Ledger.Domain.MassPayments.MassPaymentCodes;
using static Ledger.Domain.MassPayments.MassPaymentRefusals;

namespace Ledger.Domain.MassPayments;

/// <summary>The rules of the header's fields (P1).</summary>
internal static class MassPaymentFields
{
    public static void CheckRate(decimal exchangeRate)
    {
        if (exchangeRate <= 0)
        {
            throw Field(Codes.RateNotPositive, "exchangeRate", "The exchange rate must be positive.");
        }
    }

    public static void Check(
        Company company, DateOnly entryDate, DateOnly estimatedPaymentDate, string currency, decimal exchangeRate, string? remarks)
    {
        if (estimatedPaymentDate < entryDate)
        {
            throw Field(
                Codes.EstimatedBeforeEntry, "estimatedPaymentDate",
                string.Create(CultureInfo.InvariantCulture, $"{estimatedPaymentDate:O} is before the entry date {entryDate:O}."), estimatedPaymentDate, entryDate);
        }

        if (currency != company.LocalCurrency && currency != company.ForeignCurrency)
        {
            throw Field(
                Codes.CurrencyNotUsable, "currency", $"The currency must be {company.LocalCurrency} or {company.ForeignCurrency}.",
                company.LocalCurrency, company.ForeignCurrency);
        }

        CheckRate(exchangeRate);
        if (remarks is { Length: > ColumnSizes.Remarks })
        {
            throw Field(Codes.RemarksTooLong, "remarks", "The remarks are too long.", ColumnSizes.Remarks);
        }
    }
}
