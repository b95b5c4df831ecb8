using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Workflows.Activities.Http;

/// <summary>An instance that waits for a request. Beside the bookmark's row, which knows only a hash: a path may be a template.</summary>
internal sealed class HttpWaitRow
{
    public long BookmarkId { get; init; }

    public long InstanceId { get; init; }

    public required string ExecutionId { get; init; }

    public long CompanyId { get; init; }

    public required string Method { get; init; }

    /// <summary>0 or 1: plain paths are found by the index, templates are tried one by one.</summary>
    public int IsTemplate { get; init; }

    public required string Path { get; init; }

    /// <summary>The endpoint's payload as JSON: path, who may call.</summary>
    public required string Payload { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<HttpWaitRow>
    {
        public void Configure(EntityTypeBuilder<HttpWaitRow> builder)
        {
            builder.ToTable("http_waits");
            builder.HasKey(r => r.BookmarkId);
            builder.Property(r => r.BookmarkId).ValueGeneratedNever();
            builder.Property(r => r.ExecutionId).HasMaxLength(40);
            builder.Property(r => r.Method).HasMaxLength(20);
            builder.HasIndex(r => new { r.CompanyId, r.Method, r.IsTemplate, r.Path });
            builder.HasIndex(r => r.InstanceId);
        }
    }
}
