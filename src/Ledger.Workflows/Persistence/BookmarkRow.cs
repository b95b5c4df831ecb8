using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Workflows.Persistence;

/// <summary>A point where an instance waits, to be found by its hash. The state holds what the activity needs to go on.</summary>
internal sealed class BookmarkRow
{
    public long Id { get; init; }

    public long InstanceId { get; init; }

    public long CompanyId { get; init; }

    /// <summary>The first 64 bits of the hash: the narrow index; <see cref="Hash"/> decides.</summary>
    public long HashKey { get; init; }

    public required string Hash { get; init; }

    public required string Name { get; init; }

    /// <summary>The number of the execution that waits.</summary>
    public int ContextId { get; init; }

    public int NodeIndex { get; init; }

    public bool AutoBurn { get; init; }

    /// <summary>When it resumes by itself: a pending run of this time stands beside it.</summary>
    public DateTimeOffset? ResumeAt { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<BookmarkRow>
    {
        public void Configure(EntityTypeBuilder<BookmarkRow> builder)
        {
            builder.ToTable("bookmarks");
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.Property(r => r.Hash).HasMaxLength(64);
            builder.HasIndex(r => r.HashKey);
            builder.HasIndex(r => r.InstanceId);
        }
    }
}
