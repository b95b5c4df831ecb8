using System.Globalization;

namespace Ledger.Domain.PurchaseDocuments;

/// <summary>What may be done to a purchase document, and what its amounts must be.</summary>
internal static class DocumentRules
{
    /// <summary>Nothing but its mass payment changes a document that is in one (P15, C13).</summary>
    public static void NotInMassPayment(PurchaseDocument document)
    {
        if (document.MassPaymentId is not null)
        {
            throw new DomainException(
                "purchase-document.in-mass-payment", $"Document {document.Number} is in a mass payment: take it out of it first.", document.Number)
            {
                IsConflict = true,
            };
        }
    }

    public static void NotAnnulled(PurchaseDocument document)
    {
        if (document.State == DocumentState.Annulled)
        {
            throw new DomainException("purchase-document.annulled", $"Document {document.Number} is annulled.", document.Number) { IsConflict = true };
        }
    }

    public static void IsInvoice(PurchaseDocument document)
    {
        if (document.Kind != DocumentKind.Invoice)
        {
            throw new DomainException("purchase-document.not-invoice", $"Document {document.Number} is not an invoice.", document.Number);
        }
    }

    public static void CheckAmounts(NewPurchaseDocument document, string currency)
    {
        decimal[] parts =
        [
            document.Exempt, document.Net, document.VatRecoverable, document.VatNonRecoverable, document.VatCommonUse,
            .. document.OtherTaxes.Select(tax => tax.Amount),
        ];
        if (parts[..5].Any(part => part < 0) || parts.Any(part => Currencies.Round(part, currency) != part))
        {
            throw new DomainException("purchase-document.amounts", $"The amounts are not negative and have the decimals of {currency}.", currency) { Field = "net" };
        }

        Checks.Positive(document.Total, currency, "total");
        if (parts.Sum() != document.Total)
        {
            throw new DomainException(
                "purchase-document.total",
                string.Create(CultureInfo.InvariantCulture, $"The amounts add up to {parts.Sum()} and the total is {document.Total}."), parts.Sum(), document.Total)
            {
                Field = "total",
            };
        }

        if (document.DifferenceAmount < 0 || document.DifferenceAmount > document.Total)
        {
            throw new DomainException("purchase-document.difference", "The difference is between zero and the total.") { Field = "differenceAmount" };
        }
    }

    public static void CheckInstallments(IReadOnlyList<NewInstallment> installments, decimal total, string currency, DateOnly issueDate)
    {
        foreach (var installment in installments)
        {
            Checks.Positive(installment.Amount, currency, "installments");
            if (installment.DueDate < issueDate)
            {
                throw new DomainException("installment.before-issue", "An instalment falls due before the document was issued.", installment.DueDate, issueDate)
                {
                    Field = "installments",
                };
            }
        }

        if (installments.Sum(installment => installment.Amount) is var sum && sum != total)
        {
            throw new DomainException(
                "installment.sum", string.Create(CultureInfo.InvariantCulture, $"The instalments add up to {sum} and must add up to {total}."), sum, total)
            {
                Field = "installments",
            };
        }
    }
}
