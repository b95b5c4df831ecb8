using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.Folios;

/// <summary>A signed range of numbers of one document kind, given to the company by the tax authority (F1). Never changed.</summary>
public sealed class FolioAuthorization : ICompanyOwned
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The fingerprint of what the authority signed; unique in the company.</summary>
    public required string Digest { get; init; }

    /// <summary>The authority's world it is valid in.</summary>
    public FolioEnvironment Environment { get; init; }

    /// <summary>The document kind.</summary>
    public int DocumentType { get; init; }

    /// <summary>The first number.</summary>
    public long FirstNumber { get; init; }

    /// <summary>The last number.</summary>
    public long LastNumber { get; init; }

    /// <summary>The day of the authorisation.</summary>
    public DateOnly AuthorizedOn { get; init; }

    /// <summary>The last day on which its folios may be issued; null when they do not expire.</summary>
    public DateOnly? ExpiresOn { get; init; }

    /// <summary>The authority's key that signed it.</summary>
    public int KeyId { get; init; }

    /// <summary>How it came here.</summary>
    public FolioOrigin Origin { get; init; }

    /// <summary>The company's name as the authority wrote it.</summary>
    public required string CompanyName { get; init; }

    /// <summary>The CAF element as it was signed; every document stamped with one of the folios carries it.</summary>
    public required string Element { get; init; }

    /// <summary>True when its private key is here, so that documents can be stamped.</summary>
    public bool CanSign { get; init; }

    /// <summary>When it was stored.</summary>
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>By whom.</summary>
    public required string RecordedBy { get; init; }
}

internal sealed class FolioAuthorizationConfiguration : IEntityTypeConfiguration<FolioAuthorization>
{
    public void Configure(EntityTypeBuilder<FolioAuthorization> builder)
    {
        builder.ToTable("folio_authorizations", table => table.HasCheckConstraint("ck_folio_authorizations_numbers", "first_number >= 1 and last_number >= first_number"));
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Digest).HasMaxLength(64);
        builder.Property(r => r.CompanyName).HasMaxLength(ColumnSizes.Name);
        builder.Property(r => r.RecordedBy).HasMaxLength(ColumnSizes.UserName);
        builder.HasIndex(r => new { r.CompanyId, r.Digest }).IsUnique();
        builder.HasIndex(r => new { r.CompanyId, r.Environment, r.DocumentType, r.FirstNumber }).IsUnique().HasDatabaseName("ix_folio_authorizations_series");
    }
}
