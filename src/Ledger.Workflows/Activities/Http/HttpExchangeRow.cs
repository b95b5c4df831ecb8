using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Workflows.Activities.Http;

/// <summary>
/// A caller that waits for an answer of a workflow. The answer is written by the burst, on whatever node it runs, and
/// read by the node that holds the caller's connection.
/// </summary>
internal sealed class HttpExchangeRow
{
    public long Id { get; init; }

    public long InstanceId { get; init; }

    public int? Status { get; init; }

    public string? ContentType { get; init; }

    /// <summary>JSON object of arrays.</summary>
    public string? Headers { get; init; }

    public string? Body { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<HttpExchangeRow>
    {
        public void Configure(EntityTypeBuilder<HttpExchangeRow> builder)
        {
            builder.ToTable("http_exchanges");
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.Property(r => r.ContentType).HasMaxLength(200);
            builder.HasIndex(r => r.InstanceId);
            builder.HasIndex(r => r.CreatedAt);
        }
    }
}
