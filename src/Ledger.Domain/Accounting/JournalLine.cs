using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.Accounting;

/// <summary>A line of a journal entry: the source of truth of the books.</summary>
public sealed class JournalLine : ICompanyOwned
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The entry.</summary>
    public long EntryId { get; init; }

    /// <summary>Its place in the entry, from 1.</summary>
    public int LineNumber { get; init; }

    /// <summary>The account.</summary>
    public long AccountId { get; init; }

    /// <summary>The debit in local currency; zero when it is a credit.</summary>
    public decimal Debit { get; init; }

    /// <summary>The credit in local currency; zero when it is a debit.</summary>
    public decimal Credit { get; init; }

    /// <summary>The foreign currency of <see cref="ForeignAmount"/>.</summary>
    public string? ForeignCurrency { get; init; }

    /// <summary>The amount in the foreign currency, positive.</summary>
    public decimal? ForeignAmount { get; init; }

    /// <summary>The text of the line.</summary>
    public string? Narrative { get; init; }
}

internal sealed class JournalLineConfiguration : IEntityTypeConfiguration<JournalLine>
{
    public void Configure(EntityTypeBuilder<JournalLine> builder)
    {
        builder.ToTable("journal_lines", table => table.HasCheckConstraint("ck_journal_lines_one_side", "debit >= 0 and credit >= 0 and (debit = 0) <> (credit = 0)"));
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.ForeignCurrency).HasMaxLength(ColumnSizes.Currency);
        builder.Property(r => r.Narrative).HasMaxLength(ColumnSizes.Narrative);
        builder.HasOne<Account>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.EntryId, r.LineNumber }).IsUnique();
    }
}
