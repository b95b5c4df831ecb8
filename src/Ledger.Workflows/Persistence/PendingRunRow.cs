using Ledger.Workflows.Queue;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Workflows.Persistence;

/// <summary>The queue: this stimulus goes to this instance, not before this time.</summary>
internal sealed class PendingRunRow
{
    public long Id { get; init; }

    public long InstanceId { get; init; }

    public PendingRunKind Kind { get; init; }

    /// <summary>0 before 1: what people wait for goes before what runs by itself.</summary>
    public int Priority { get; init; }

    /// <summary>Not before this time; while a lease holds the row, the end of the lease.</summary>
    public DateTimeOffset DueAt { get; init; }

    public int Attempts { get; init; }

    public long? BookmarkId { get; init; }

    /// <summary>The stimulus as JSON, packed.</summary>
    public byte[]? Data { get; init; }

    /// <summary>The worker that makes an external call for this row now.</summary>
    public string? LeaseOwner { get; init; }

    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>Why the last attempt failed.</summary>
    public string? Error { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<PendingRunRow>
    {
        public void Configure(EntityTypeBuilder<PendingRunRow> builder)
        {
            builder.ToTable("pending_runs");
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.Property(r => r.Kind).HasConversion<int>();
            builder.Property(r => r.LeaseOwner).HasMaxLength(100);
            builder.HasIndex(r => new { r.Priority, r.DueAt });
            builder.HasIndex(r => r.InstanceId);
        }
    }
}
