using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Workflows.Persistence;

/// <summary>The journal of one burst as one row: a row an entry costs the peer 23 KB an instance (elsa-semantics.md §18.12).</summary>
internal sealed class JournalChunkRow
{
    public long Id { get; init; }

    public long InstanceId { get; init; }

    /// <summary>The entries, packed.</summary>
    public required byte[] Entries { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<JournalChunkRow>
    {
        public void Configure(EntityTypeBuilder<JournalChunkRow> builder)
        {
            builder.ToTable("journal_chunks");
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.HasIndex(r => r.InstanceId);
        }
    }
}
