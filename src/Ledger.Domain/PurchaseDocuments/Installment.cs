using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.PurchaseDocuments;

/// <summary>A due part of an invoice, in the invoice's currency. A note has one, due on its issue date.</summary>
public sealed class Installment : ICompanyOwned
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The document.</summary>
    public long DocumentId { get; init; }

    /// <summary>Its place, from 1.</summary>
    public int Number { get; init; }

    /// <summary>When it falls due.</summary>
    public DateOnly DueDate { get; internal set; }

    /// <summary>The amount.</summary>
    public decimal Amount { get; internal set; }

    /// <summary>What is left to pay; negative when overpaid.</summary>
    public decimal Pending { get; internal set; }

    /// <summary>How far it is paid.</summary>
    public InstallmentState State { get; internal set; }

    /// <summary>The mass payment it is in (P15).</summary>
    public long? MassPaymentId { get; internal set; }

    /// <summary>Lowers what is pending (a payment or credit note) or raises it (negative: a debit note), and says how far it is paid.</summary>
    internal void Apply(decimal amount)
    {
        Pending -= amount;
        State = StateOf(Amount, Pending);
    }

    /// <summary>How far an instalment is paid.</summary>
    internal static InstallmentState StateOf(decimal amount, decimal pending) => pending switch
    {
        < 0 => InstallmentState.Overpaid,
        0 => InstallmentState.Cancelled,
        _ => pending >= amount ? InstallmentState.NotCancelled : InstallmentState.PartlyCancelled,
    };
}

internal sealed class InstallmentConfiguration : IEntityTypeConfiguration<Installment>
{
    public void Configure(EntityTypeBuilder<Installment> builder)
    {
        builder.ToTable("installments");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.HasOne<PurchaseDocument>().WithMany().HasForeignKey(r => r.DocumentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.DocumentId, r.Number }).IsUnique();
        builder.HasIndex(r => new { r.CompanyId, r.State, r.DueDate });
        builder.HasIndex(r => new { r.CompanyId, r.DueDate, r.Id }).HasFilter("pending <> 0");
        builder.HasIndex(r => r.MassPaymentId).HasFilter("mass_payment_id is not null");
    }
}
