namespace Ledger.Domain.PurchaseDocuments;

/// <summary>A document to be registered; amounts in <see cref="Currency"/>, positive.</summary>
public sealed record NewPurchaseDocument
{
    /// <summary>The branch where it is entered.</summary>
    public required long BranchId { get; init; }

    /// <summary>Who issued it.</summary>
    public required long SupplierId { get; init; }

    /// <summary>The tax authority's document type, such as 33; it says the kind.</summary>
    public required int SiiType { get; init; }

    /// <summary>The letter of the number where the country uses one.</summary>
    public string? Letter { get; init; }

    /// <summary>The number (folio).</summary>
    public required long Number { get; init; }

    /// <summary>The date on the document; not in the future.</summary>
    public required DateOnly IssueDate { get; init; }

    /// <summary>The date it counts in the books; null for the issue date.</summary>
    public DateOnly? AccountingDate { get; init; }

    /// <summary>The currency; null for the company's local one.</summary>
    public string? Currency { get; init; }

    /// <summary>Units of local currency for one of <see cref="Currency"/>; ignored in local currency.</summary>
    public decimal ExchangeRate { get; init; } = 1m;

    /// <summary>The amount without VAT.</summary>
    public decimal Exempt { get; init; }

    /// <summary>The amount VAT is computed on.</summary>
    public decimal Net { get; init; }

    /// <summary>VAT that is credited.</summary>
    public decimal VatRecoverable { get; init; }

    /// <summary>VAT that is not credited.</summary>
    public decimal VatNonRecoverable { get; init; }

    /// <summary>Why it is not credited.</summary>
    public int? VatNonRecoverableCode { get; init; }

    /// <summary>VAT of common use.</summary>
    public decimal VatCommonUse { get; init; }

    /// <summary>The total; must be the sum of the amounts and other taxes.</summary>
    public required decimal Total { get; init; }

    /// <summary>Other taxes.</summary>
    public IReadOnlyList<NewOtherTax> OtherTaxes { get; init; } = [];

    /// <summary>The purchase kind.</summary>
    public PurchaseKind PurchaseKind { get; init; } = PurchaseKind.Business;

    /// <summary>The instalments of an invoice; empty for one by the supplier's or the company's payment terms.</summary>
    public IReadOnlyList<NewInstallment> Installments { get; init; } = [];

    /// <summary>Its classification.</summary>
    public long? ClassificationId { get; init; }

    /// <summary>The amount of differences with the supplier; zero for none.</summary>
    public decimal DifferenceAmount { get; init; }
}
