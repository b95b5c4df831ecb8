using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Workflows.Definitions;

/// <summary>The table definition_versions.</summary>
internal sealed class DefinitionVersionConfiguration : IEntityTypeConfiguration<DefinitionVersion>
{
    public void Configure(EntityTypeBuilder<DefinitionVersion> builder)
    {
        builder.ToTable("definition_versions");
        builder.Ignore(v => v.UpdatedConsumers);
        builder.Property(v => v.Id).ValueGeneratedNever();
        builder.Property(v => v.VersionId).HasMaxLength(100);
        builder.Property(v => v.DefinitionId).HasMaxLength(100);
        builder.Property(v => v.Name).HasMaxLength(200);
        builder.Property(v => v.ContentHash).HasMaxLength(64);
        builder.Property(v => v.Origin).HasMaxLength(300);
        builder.Property(v => v.CreatedBy).HasMaxLength(256);
        builder.HasIndex(v => v.VersionId).IsUnique();
        builder.HasIndex(v => new { v.DefinitionId, v.Version }).IsUnique();
    }
}
