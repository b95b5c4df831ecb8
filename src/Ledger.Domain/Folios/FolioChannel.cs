using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.Folios;

/// <summary>How far the messages from one end to another have come. An end is a branch's code, head office is 0.</summary>
public sealed class FolioChannel : ICompanyOwned
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The end that sends.</summary>
    public int FromEnd { get; init; }

    /// <summary>The end that receives.</summary>
    public int ToEnd { get; init; }

    /// <summary>The sequence number of the last message written here.</summary>
    public long LastSent { get; internal set; }

    /// <summary>The sequence number of the last message taken in here.</summary>
    public long LastReceived { get; internal set; }
}

internal sealed class FolioChannelConfiguration : IEntityTypeConfiguration<FolioChannel>
{
    public void Configure(EntityTypeBuilder<FolioChannel> builder)
    {
        builder.ToTable("folio_channels");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.HasIndex(r => new { r.CompanyId, r.FromEnd, r.ToEnd }).IsUnique();
    }
}
