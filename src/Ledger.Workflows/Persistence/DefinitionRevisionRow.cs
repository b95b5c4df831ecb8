using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Workflows.Persistence;

/// <summary>How often a definition was changed, and the last change; it stays when the definition is deleted, so that who still edits it hears of it.</summary>
internal sealed class DefinitionRevisionRow
{
    public required string DefinitionId { get; init; }

    public long Revision { get; init; }

    public DateTimeOffset ChangedAt { get; init; }

    public required string ChangedBy { get; init; }

    /// <summary>The editor session that made the change; null for the API, files and the command line.</summary>
    public string? Session { get; init; }

    public required string Change { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<DefinitionRevisionRow>
    {
        public void Configure(EntityTypeBuilder<DefinitionRevisionRow> builder)
        {
            builder.ToTable("definition_revisions");
            builder.HasKey(r => r.DefinitionId);
            builder.Property(r => r.DefinitionId).HasMaxLength(100);
            builder.Property(r => r.ChangedBy).HasMaxLength(256);
            builder.Property(r => r.Session).HasMaxLength(100);
            builder.Property(r => r.Change).HasMaxLength(40);
        }
    }
}
