using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.MassPayments.Worksheets;

internal sealed class WorksheetConfigurations : IEntityTypeConfiguration<Worksheet>, IEntityTypeConfiguration<WorksheetItem>
{
    public void Configure(EntityTypeBuilder<Worksheet> builder)
    {
        builder.ToTable("mass_payment_worksheets");
        builder.Property(w => w.Id).ValueGeneratedNever();
        builder.Property(w => w.Currency).HasMaxLength(ColumnSizes.Currency);
        builder.Property(w => w.ExchangeRate).HasConversion<RateConverter>();
        builder.Property(w => w.Remarks).HasMaxLength(ColumnSizes.Remarks);
        builder.Property(w => w.LocalCurrency).HasMaxLength(ColumnSizes.Currency);
        builder.Property(w => w.ForeignCurrency).HasMaxLength(ColumnSizes.Currency);
        builder.HasIndex(w => new { w.CompanyId, w.UserId, w.MassPaymentId }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<WorksheetItem> builder)
    {
        builder.ToTable("mass_payment_worksheet_items");
        builder.HasKey(i => new { i.WorksheetId, i.InstallmentId });
        builder.HasOne<Worksheet>().WithMany().HasForeignKey(i => i.WorksheetId).OnDelete(DeleteBehavior.Restrict)
            .HasConstraintName("fk_mass_payment_worksheet_items_worksheet_id"); // the usual name is too long for PostgreSQL
    }
}
