using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Workflows.Persistence;

/// <summary>How far a long step is; removed with its end.</summary>
internal sealed class StepProgressRow
{
    public long InstanceId { get; init; }

    /// <summary>The number of the execution.</summary>
    public int ContextId { get; init; }

    public long CompanyId { get; init; }

    public required string ActivityId { get; init; }

    public long Done { get; init; }

    public long? Total { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<StepProgressRow>
    {
        public void Configure(EntityTypeBuilder<StepProgressRow> builder)
        {
            builder.ToTable("step_progress");
            builder.HasKey(r => new { r.InstanceId, r.ContextId });
            builder.HasIndex(r => r.CompanyId);
        }
    }
}
