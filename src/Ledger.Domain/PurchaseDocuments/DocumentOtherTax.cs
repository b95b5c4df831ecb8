using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.PurchaseDocuments;

/// <summary>Another tax of a document, beside VAT.</summary>
public sealed class DocumentOtherTax : ICompanyOwned
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The document.</summary>
    public long DocumentId { get; init; }

    /// <summary>The tax authority's code.</summary>
    public int Code { get; init; }

    /// <summary>The rate in per cent.</summary>
    public decimal Rate { get; init; }

    /// <summary>The amount, in the document's currency.</summary>
    public decimal Amount { get; init; }
}

internal sealed class DocumentOtherTaxConfiguration : IEntityTypeConfiguration<DocumentOtherTax>
{
    public void Configure(EntityTypeBuilder<DocumentOtherTax> builder)
    {
        builder.ToTable("document_other_taxes");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Rate).HasConversion<RateConverter>();
        builder.HasOne<PurchaseDocument>().WithMany().HasForeignKey(r => r.DocumentId).OnDelete(DeleteBehavior.Restrict);
    }
}
