using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Workflows.Persistence;

/// <summary>A way to start a published definition: a stimulus by its hash, or the time.</summary>
internal sealed class TriggerRow
{
    public long Id { get; init; }

    /// <summary>The company in whose books a time trigger starts instances; a stimulus brings its own.</summary>
    public long CompanyId { get; init; }

    public required string DefinitionId { get; init; }

    public required string VersionId { get; init; }

    public required string ActivityId { get; init; }

    public required string Name { get; init; }

    public long HashKey { get; init; }

    public required string Hash { get; init; }

    /// <summary>The payload as JSON: what a time trigger reckons its next tick from.</summary>
    public string? Payload { get; init; }

    /// <summary>When a time trigger fires next; null for stimuli, and for one that has fired for the last time.</summary>
    public DateTimeOffset? NextDueAt { get; init; }

    /// <summary>False while the definition is not published: kept so that a start time that has fired never fires again.</summary>
    public bool IsActive { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<TriggerRow>
    {
        public void Configure(EntityTypeBuilder<TriggerRow> builder)
        {
            builder.ToTable("workflow_triggers");
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.Property(r => r.Hash).HasMaxLength(64);
            builder.HasIndex(r => r.HashKey);
            builder.HasIndex(r => r.DefinitionId);
            builder.HasIndex(r => r.NextDueAt).HasFilter("next_due_at is not null");
        }
    }
}
