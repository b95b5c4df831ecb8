using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Workflows.Persistence;

/// <summary>An editor session that has a definition open, with the revision it saw last.</summary>
internal sealed class DefinitionEditorRow
{
    public long Id { get; init; }

    public required string DefinitionId { get; init; }

    public required string Session { get; init; }

    public required string UserName { get; init; }

    public long Revision { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset SeenAt { get; init; }

    public DateTimeOffset? SavedAt { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<DefinitionEditorRow>
    {
        public void Configure(EntityTypeBuilder<DefinitionEditorRow> builder)
        {
            builder.ToTable("definition_editors");
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.Property(r => r.DefinitionId).HasMaxLength(100);
            builder.Property(r => r.Session).HasMaxLength(100);
            builder.Property(r => r.UserName).HasMaxLength(256);
            builder.HasIndex(r => new { r.DefinitionId, r.Session }).IsUnique();
            builder.HasIndex(r => r.SeenAt);
        }
    }
}
