using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.Companies;

/// <summary>One set of books. Companies see nothing of each other.</summary>
public sealed class Company : IRevised
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <summary>The tax id in canonical form, such as <c>76192083-9</c>.</summary>
    public required string Rut { get; init; }

    /// <summary>The legal name.</summary>
    public required string Name { get; set; }

    /// <summary>The currency the books are kept in.</summary>
    public required string LocalCurrency { get; init; }

    /// <summary>The accounting foreign currency: what "units" are expressed in.</summary>
    public required string ForeignCurrency { get; init; }

    /// <summary>True when this installation is the head office and sees the branches' documents apart.</summary>
    public bool IsHeadOfficeInstallation { get; set; }

    /// <summary>The IANA time zone in which the company's days begin and end; accounting dates are days there, not in UTC.</summary>
    /// <value>The default value is America/Santiago.</value>
    public string TimeZone { get; set; } = "America/Santiago";

    /// <inheritdoc/>
    public int Revision { get; internal set; }

    /// <summary>The company's day at a moment.</summary>
    public DateOnly DayOf(DateTimeOffset moment) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, TimeZoneInfo.FindSystemTimeZoneById(TimeZone)).DateTime);
}

internal sealed class CompanyConfiguration : IEntityTypeConfiguration<Company>
{
    public void Configure(EntityTypeBuilder<Company> builder)
    {
        builder.ToTable("companies");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Rut).HasMaxLength(ColumnSizes.Rut);
        builder.Property(c => c.Name).HasMaxLength(ColumnSizes.Name);
        builder.Property(c => c.LocalCurrency).HasMaxLength(ColumnSizes.Currency);
        builder.Property(c => c.ForeignCurrency).HasMaxLength(ColumnSizes.Currency);
        builder.Property(c => c.TimeZone).HasMaxLength(64);
        builder.Property(c => c.Revision).IsConcurrencyToken();
        builder.HasIndex(c => c.Rut).IsUnique();
    }
}
