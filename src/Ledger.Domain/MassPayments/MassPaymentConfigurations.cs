using Ledger.Domain.PurchaseDocuments;
using Ledger.Domain.SupplierAccounts;
using Ledger.Domain.Suppliers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.MassPayments;

internal sealed class MassPaymentConfigurations
    : IEntityTypeConfiguration<MassPayment>,
        IEntityTypeConfiguration<MassPaymentItem>,
        IEntityTypeConfiguration<MassPaymentSupplier>,
        IEntityTypeConfiguration<SavedMassPaymentFilter>
{
    public void Configure(EntityTypeBuilder<MassPayment> builder)
    {
        builder.ToTable("mass_payments");
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.Currency).HasMaxLength(ColumnSizes.Currency);
        builder.Property(m => m.ExchangeRate).HasConversion<RateConverter>();
        builder.Property(m => m.Remarks).HasMaxLength(ColumnSizes.Remarks);
        builder.Property(m => m.EnteredByName).HasMaxLength(ColumnSizes.UserName);
        builder.Property(m => m.ChangedByName).HasMaxLength(ColumnSizes.UserName);
        builder.Property(m => m.AuthorizedByName).HasMaxLength(ColumnSizes.UserName);
        builder.Property(m => m.PaidByName).HasMaxLength(ColumnSizes.UserName);
        builder.Property(m => m.Revision).IsConcurrencyToken();
        builder.HasIndex(m => new { m.CompanyId, m.Number }).IsUnique();
        builder.HasIndex(m => new { m.CompanyId, m.State, m.Number });
    }

    public void Configure(EntityTypeBuilder<MassPaymentItem> builder)
    {
        builder.ToTable("mass_payment_items");
        builder.HasKey(i => new { i.MassPaymentId, i.InstallmentId });
        builder.Property(i => i.Currency).HasMaxLength(ColumnSizes.Currency);
        builder.HasOne<MassPayment>().WithMany().HasForeignKey(i => i.MassPaymentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Installment>().WithMany().HasForeignKey(i => i.InstallmentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(i => i.InstallmentId);
        builder.HasIndex(i => i.HeldInstallmentId).IsUnique();
        builder.HasIndex(i => new { i.MassPaymentId, i.SupplierId, i.DueDate });
        builder.HasIndex(i => i.DocumentId);
        builder.HasIndex(i => i.PaymentOrderId).HasFilter("payment_order_id is not null");
    }

    public void Configure(EntityTypeBuilder<MassPaymentSupplier> builder)
    {
        builder.ToTable("mass_payment_suppliers");
        builder.HasKey(s => new { s.MassPaymentId, s.SupplierId });
        builder.HasOne<MassPayment>().WithMany().HasForeignKey(s => s.MassPaymentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Supplier>().WithMany().HasForeignKey(s => s.SupplierId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<PaymentOrder>().WithMany().HasForeignKey(s => s.PaymentOrderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => s.PaymentOrderId).IsUnique();
        builder.HasIndex(s => s.SupplierId);
    }

    public void Configure(EntityTypeBuilder<SavedMassPaymentFilter> builder)
    {
        builder.ToTable("saved_mass_payment_filters");
        builder.Property(f => f.Id).ValueGeneratedNever();
        builder.Property(f => f.Name).HasMaxLength(ColumnSizes.Name);
        builder.Property(f => f.Revision).IsConcurrencyToken();
        builder.HasIndex(f => new { f.CompanyId, f.Name }).IsUnique();
    }
}
