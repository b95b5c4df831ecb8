using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.Suppliers;

/// <summary>Somebody the company buys from.</summary>
public sealed class Supplier : ICompanyOwned, IRevised
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The code people know it by; unique in the company. Ordering and ranges go by it.</summary>
    public required string Code { get; init; }

    /// <summary>The tax id in canonical form; unique in the company.</summary>
    public required string Rut { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; set; }

    /// <summary>Where payment advices go.</summary>
    public string? Email { get; set; }

    /// <summary>False when none of its documents may enter a mass payment (P2).</summary>
    public bool EnabledForMassPayments { get; set; } = true;

    /// <summary>The treasury account it is usually paid from (P7).</summary>
    public long? UsualPaymentAccountId { get; set; }

    /// <summary>True when it is usually paid by check (P7).</summary>
    public bool UsuallyPaysByCheck { get; set; }

    /// <summary>The treasury account, of kind other, that its payments are charged against (cuenta a debitar, P7); null for the default one.</summary>
    public long? DebitAccountId { get; set; }

    /// <summary>Its own payable account in the ledger; null for the default one.</summary>
    public long? AccountId { get; set; }

    /// <summary>True when its account is kept in <see cref="Currency"/>.</summary>
    public bool ForeignCurrencyClause { get; set; }

    /// <summary>The currency of its account when it has the foreign currency clause.</summary>
    public string? Currency { get; set; }

    /// <summary>Days from issue to due date; null for the company's.</summary>
    public int? PaymentTermDays { get; set; }

    /// <summary>The bank of its account.</summary>
    public string? BankCode { get; set; }

    /// <summary>The number of its bank account, without spaces.</summary>
    public string? BankAccountNumber { get; set; }

    /// <summary>The kind of its bank account.</summary>
    public BankAccountKind? BankAccountKind { get; set; }

    /// <summary>The tax id of the account's holder.</summary>
    public string? BankAccountHolderRut { get; set; }

    /// <summary>True for a supplier bought from once.</summary>
    public bool IsOccasional { get; set; }

    /// <summary>When it was entered.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public int Revision { get; internal set; }
}

internal sealed class SupplierConfiguration : IEntityTypeConfiguration<Supplier>
{
    public void Configure(EntityTypeBuilder<Supplier> builder)
    {
        builder.ToTable("suppliers");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Code).HasMaxLength(ColumnSizes.Code);
        builder.Property(r => r.Rut).HasMaxLength(ColumnSizes.Rut);
        builder.Property(r => r.Name).HasMaxLength(ColumnSizes.Name);
        builder.Property(r => r.Email).HasMaxLength(ColumnSizes.UserName);
        builder.Property(r => r.Currency).HasMaxLength(ColumnSizes.Currency);
        builder.Property(r => r.BankCode).HasMaxLength(ColumnSizes.Code);
        builder.Property(r => r.BankAccountNumber).HasMaxLength(ColumnSizes.BankAccount);
        builder.Property(r => r.BankAccountHolderRut).HasMaxLength(ColumnSizes.Rut);
        builder.Property(r => r.Revision).IsConcurrencyToken();
        builder.HasIndex(r => new { r.CompanyId, r.Code }).IsUnique();
        builder.HasIndex(r => new { r.CompanyId, r.Rut }).IsUnique();
        builder.HasIndex(r => new { r.CompanyId, r.Name });
    }
}
