using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.ExchangeRates;

/// <summary>The rate of a foreign currency on a day.</summary>
public sealed class ExchangeRate : ICompanyOwned
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The foreign currency.</summary>
    public required string Currency { get; init; }

    /// <summary>The day.</summary>
    public DateOnly Date { get; init; }

    /// <summary>Units of local currency for one of the foreign currency; six decimals.</summary>
    public decimal Rate { get; internal set; }
}

internal sealed class ExchangeRateConfiguration : IEntityTypeConfiguration<ExchangeRate>
{
    public void Configure(EntityTypeBuilder<ExchangeRate> builder)
    {
        builder.ToTable("exchange_rates");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Currency).HasMaxLength(ColumnSizes.Currency);
        builder.Property(r => r.Rate).HasConversion<RateConverter>();
        builder.HasIndex(r => new { r.CompanyId, r.Currency, r.Date }).IsUnique();
    }
}
