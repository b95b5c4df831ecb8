using Ledger.Domain.Suppliers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.PurchaseDocuments;

/// <summary>An invoice, credit note or debit note received from a supplier. Amounts are positive in <see cref="Currency"/>; the kind gives the sign.</summary>
public sealed class PurchaseDocument : ICompanyOwned, IRevised
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The branch where it was entered.</summary>
    public long BranchId { get; init; }

    /// <summary>Who issued it.</summary>
    public long SupplierId { get; init; }

    /// <summary>What it does to the supplier's account.</summary>
    public DocumentKind Kind { get; init; }

    /// <summary>The tax authority's document type, such as 33.</summary>
    public int SiiType { get; init; }

    /// <summary>The letter of the number where the country uses one.</summary>
    public string? Letter { get; init; }

    /// <summary>The number (folio).</summary>
    public long Number { get; init; }

    /// <summary>The date on the document.</summary>
    public DateOnly IssueDate { get; internal set; }

    /// <summary>When the tax authority received it.</summary>
    public DateTimeOffset? ReceivedAt { get; internal set; }

    /// <summary>The date it counts in the books.</summary>
    public DateOnly AccountingDate { get; internal set; }

    /// <summary>The currency of its amounts.</summary>
    public required string Currency { get; init; }

    /// <summary>Units of local currency for one of <see cref="Currency"/>; 1 for local currency.</summary>
    public decimal ExchangeRate { get; internal set; }

    /// <summary>The amount without VAT.</summary>
    public decimal Exempt { get; internal set; }

    /// <summary>The amount VAT is computed on.</summary>
    public decimal Net { get; internal set; }

    /// <summary>VAT that is credited.</summary>
    public decimal VatRecoverable { get; internal set; }

    /// <summary>VAT that is not credited.</summary>
    public decimal VatNonRecoverable { get; internal set; }

    /// <summary>Why it is not credited (codes of the tax authority).</summary>
    public int? VatNonRecoverableCode { get; internal set; }

    /// <summary>VAT of common use.</summary>
    public decimal VatCommonUse { get; internal set; }

    /// <summary>Other taxes less retentions; may be negative.</summary>
    public decimal OtherTaxes { get; internal set; }

    /// <summary>The part of the net amount that is fixed assets.</summary>
    public decimal FixedAssetNet { get; internal set; }

    /// <summary>The part of the VAT that is of fixed assets.</summary>
    public decimal FixedAssetVat { get; internal set; }

    /// <summary>The total.</summary>
    public decimal Total { get; internal set; }

    /// <summary>The purchase kind of the tax authority.</summary>
    public PurchaseKind PurchaseKind { get; internal set; }

    /// <summary>How far it is paid or used.</summary>
    public DocumentState State { get; internal set; }

    /// <summary>What is pending of an invoice, or on account of a note; the sum of its instalments' pending amounts.</summary>
    public decimal OpenAmount { get; internal set; }

    /// <summary>True while differences with the supplier are to be resolved.</summary>
    public bool HasDifferences { get; internal set; }

    /// <summary>The amount of the differences.</summary>
    public decimal DifferenceAmount { get; internal set; }

    /// <summary>Whether it may be paid.</summary>
    public PaymentAuthorization PaymentAuthorization { get; internal set; }

    /// <summary>Who authorised it for payment.</summary>
    public string? AuthorizedBy { get; internal set; }

    /// <summary>When it was authorised for payment.</summary>
    public DateTimeOffset? AuthorizedAt { get; internal set; }

    /// <summary>Its classification.</summary>
    public long? ClassificationId { get; internal set; }

    /// <summary>The tab of the tax authority's register it came from; null when entered by hand.</summary>
    public RegisterTab? RegisterTab { get; internal set; }

    /// <summary>The import it came from.</summary>
    public long? ImportId { get; init; }

    /// <summary>The mass payment it is in; while set, nothing else pays or changes it (P15).</summary>
    public long? MassPaymentId { get; internal set; }

    /// <summary>When it was entered.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public int Revision { get; internal set; }

    /// <summary>Lowers what is open (a payment of an invoice, an allocation of a note) or raises it (negative), and moves the state.</summary>
    internal void Apply(decimal amount)
    {
        OpenAmount -= amount;
        State = StateOf(Kind, Total, OpenAmount);
    }

    /// <summary>How far a document that is not annulled is paid or used.</summary>
    internal static DocumentState StateOf(DocumentKind kind, decimal total, decimal open) => open switch
    {
        < 0 => DocumentState.Overpaid,
        0 => DocumentState.Cancelled,
        _ when open < total => kind == DocumentKind.Invoice ? DocumentState.PartlyCancelled : DocumentState.OnAccount,
        _ => kind == DocumentKind.Invoice ? DocumentState.Pending : DocumentState.OnAccount,
    };
}

internal sealed class PurchaseDocumentConfiguration : IEntityTypeConfiguration<PurchaseDocument>
{
    public void Configure(EntityTypeBuilder<PurchaseDocument> builder)
    {
        builder.ToTable("purchase_documents");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Letter).HasMaxLength(1);
        builder.Property(r => r.Currency).HasMaxLength(ColumnSizes.Currency);
        builder.Property(r => r.ExchangeRate).HasConversion<RateConverter>();
        builder.Property(r => r.AuthorizedBy).HasMaxLength(ColumnSizes.UserName);
        builder.Property(r => r.Revision).IsConcurrencyToken();
        builder.HasOne<Supplier>().WithMany().HasForeignKey(r => r.SupplierId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.SupplierId, r.SiiType, r.Number }).IsUnique();
        builder.HasIndex(r => new { r.CompanyId, r.IssueDate });
        builder.HasIndex(r => new { r.CompanyId, r.State, r.SupplierId });
        builder.HasIndex(r => r.MassPaymentId).HasFilter("mass_payment_id is not null");
        builder.HasIndex(r => r.ImportId).HasFilter("import_id is not null");
    }
}
