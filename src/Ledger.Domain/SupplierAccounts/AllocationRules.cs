using System.Globalization;
using Ledger.Domain.PurchaseDocuments;

namespace Ledger.Domain.SupplierAccounts;

/// <summary>What forbids an allocation (C3), in the manual's order. The rules about stock come with the stock documents.</summary>
internal static class AllocationRules
{
    public static void CheckPair(OnAccount source, PurchaseDocument document)
    {
        if (source.IsAnnulled)
        {
            throw new DomainException("allocation.source-annulled", $"{source.Number} is annulled.", source.Number) { IsConflict = true };
        }

        DocumentRules.NotAnnulled(document);
        DocumentRules.IsInvoice(document);
        DocumentRules.NotInMassPayment(document);
        if (source.Note is { } note)
        {
            DocumentRules.NotInMassPayment(note);
        }

        if (source.SupplierId != document.SupplierId)
        {
            throw new DomainException("allocation.other-supplier", $"{source.Number} is of another supplier than document {document.Number}.", source.Number, document.Number);
        }

        if (document.HasDifferences || source.Note?.HasDifferences == true)
        {
            throw new DomainException("allocation.differences", $"Document {document.Number} or {source.Number} has differences to be resolved.", document.Number, source.Number);
        }
    }

    public static void CheckAmount(
        OnAccount source, Installment installment, decimal amount, decimal available, string currency, bool allowOverpayment)
    {
        if (amount <= 0 || Currencies.Round(amount, currency) != amount)
        {
            throw new DomainException("allocation.amount", "The amount must be above zero.", amount, currency) { Field = "amount" };
        }

        if (amount > available)
        {
            throw new DomainException(
                "allocation.above-on-account",
                string.Create(CultureInfo.InvariantCulture, $"{source.Number} has {available} {currency} on account, not {amount}."), source.Number, available, amount, currency)
            {
                Field = "amount",
            };
        }

        if (amount > installment.Pending && !allowOverpayment && source.Kind != AllocationSource.DebitNote)
        {
            throw new DomainException(
                "allocation.above-pending",
                string.Create(CultureInfo.InvariantCulture, $"{installment.Pending} {currency} is pending of the instalment, not {amount}."), installment.Pending, amount, currency)
            {
                Field = "amount",
            };
        }
    }
}
