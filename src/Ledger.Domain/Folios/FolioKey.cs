using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.Folios;

/// <summary>The private key of an authorisation, sealed by the vault. Apart from it, so that no list, export or page of authorisations can hold it.</summary>
internal sealed class FolioKey : ICompanyOwned
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The authorisation.</summary>
    public long AuthorizationId { get; init; }

    /// <summary>What the vault made of the key.</summary>
    public required string SealedKey { get; init; }

    /// <summary>The file's public key in PEM; null when it had none.</summary>
    public string? PublicKey { get; init; }
}

internal sealed class FolioKeyConfiguration : IEntityTypeConfiguration<FolioKey>
{
    public void Configure(EntityTypeBuilder<FolioKey> builder)
    {
        builder.ToTable("folio_keys");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.HasIndex(r => r.AuthorizationId).IsUnique();
        builder.HasOne<FolioAuthorization>().WithMany().HasForeignKey(r => r.AuthorizationId).OnDelete(DeleteBehavior.Restrict);
    }
}
