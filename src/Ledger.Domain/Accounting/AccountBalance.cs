using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.Accounting;

/// <summary>The totals of an account in a month; kept in the transaction that posts the lines.</summary>
public sealed class AccountBalance : ICompanyOwned
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The account.</summary>
    public long AccountId { get; init; }

    /// <summary>The month as yyyymm.</summary>
    public int Period { get; init; }

    /// <summary>The sum of the debits, in local currency.</summary>
    public decimal Debit { get; init; }

    /// <summary>The sum of the credits, in local currency.</summary>
    public decimal Credit { get; init; }
}

internal sealed class AccountBalanceConfiguration : IEntityTypeConfiguration<AccountBalance>
{
    public void Configure(EntityTypeBuilder<AccountBalance> builder)
    {
        builder.ToTable("account_balances");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.HasOne<Account>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.AccountId, r.Period }).IsUnique();
    }
}
