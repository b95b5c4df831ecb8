using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.Accounting;

/// <summary>A posted accounting entry. It balances, and is never changed: a mistake is reversed by another entry (G2).</summary>
/// <remarks>The lines are written first and the entry seals them: a trigger refuses an entry whose lines do not add up to its totals, another refuses to add, change or delete lines of a sealed entry.</remarks>
public sealed class JournalEntry : ICompanyOwned
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The number, without gaps in the company.</summary>
    public long Number { get; init; }

    /// <summary>The accounting date.</summary>
    public DateOnly Date { get; init; }

    /// <summary>The text of the entry.</summary>
    public required string Narrative { get; init; }

    /// <summary>What it comes from.</summary>
    public EntrySource Source { get; init; }

    /// <summary>The key of what it comes from.</summary>
    public long? SourceId { get; init; }

    /// <summary>The entry it reverses.</summary>
    public long? ReversesEntryId { get; init; }

    /// <summary>The entry that reversed it; at most one does.</summary>
    public long? ReversedByEntryId { get; internal set; }

    /// <summary>The sum of the debits, in local currency.</summary>
    public decimal TotalDebit { get; init; }

    /// <summary>The sum of the credits; equals <see cref="TotalDebit"/>, or the database refuses the entry.</summary>
    public decimal TotalCredit { get; init; }

    /// <summary>When it was posted.</summary>
    public DateTimeOffset PostedAt { get; init; }

    /// <summary>Who posted it.</summary>
    public required string PostedBy { get; init; }
}

internal sealed class JournalEntryConfiguration : IEntityTypeConfiguration<JournalEntry>
{
    public void Configure(EntityTypeBuilder<JournalEntry> builder)
    {
        builder.ToTable("journal_entries", table => table.HasCheckConstraint("ck_journal_entries_balanced", "total_debit = total_credit and total_debit > 0"));
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Narrative).HasMaxLength(ColumnSizes.Narrative);
        builder.Property(r => r.PostedBy).HasMaxLength(ColumnSizes.UserName);
        builder.HasIndex(r => new { r.CompanyId, r.Number }).IsUnique();
        builder.HasIndex(r => new { r.CompanyId, r.Date });
        builder.HasIndex(r => new { r.CompanyId, r.Source, r.SourceId });
        builder.HasIndex(r => r.ReversesEntryId).IsUnique().HasFilter("reverses_entry_id is not null");
    }
}
