using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.Users;

/// <summary>A person who signs in. What they may do is said per company by <see cref="UserRole"/>.</summary>
/// <remarks>
/// The identity tables live in <see cref="LedgerDb"/>, so that a user is created in the same unit of work as its audit
/// record: use <c>UserOnlyStore&lt;LedgerUser, LedgerDb, long&gt;</c> on the session's context.
/// </remarks>
public sealed class LedgerUser : IdentityUser<long>
{
    /// <summary>The name people see.</summary>
    public string DisplayName { get; set; } = string.Empty;

    /// <summary>The person's language, such as <c>es</c> or <c>en</c>; null to follow the browser.</summary>
    public string? Culture { get; set; }

    /// <summary>False when the person may no longer sign in.</summary>
    public bool IsActive { get; set; } = true;

    /// <summary>True while the password is one that somebody else made: it signs in only to be changed.</summary>
    public bool MustChangePassword { get; set; }
}

internal sealed class LedgerUserConfiguration
    : IEntityTypeConfiguration<LedgerUser>,
        IEntityTypeConfiguration<IdentityUserClaim<long>>,
        IEntityTypeConfiguration<IdentityUserLogin<long>>,
        IEntityTypeConfiguration<IdentityUserToken<long>>
{
    public void Configure(EntityTypeBuilder<LedgerUser> builder)
    {
        builder.ToTable("users");
        builder.Property(u => u.Id).ValueGeneratedNever();
        builder.Property(u => u.UserName).HasMaxLength(ColumnSizes.UserName).IsRequired();
        builder.Property(u => u.NormalizedUserName).HasMaxLength(ColumnSizes.UserName).IsRequired();
        builder.Property(u => u.Email).HasMaxLength(ColumnSizes.UserName);
        builder.Property(u => u.NormalizedEmail).HasMaxLength(ColumnSizes.UserName);
        builder.Property(u => u.DisplayName).HasMaxLength(ColumnSizes.Name);
        builder.Property(u => u.Culture).HasMaxLength(10);
        builder.Property(u => u.ConcurrencyStamp).IsConcurrencyToken();
        builder.HasIndex(u => u.NormalizedUserName).IsUnique();
        builder.HasIndex(u => u.NormalizedEmail);
    }

    // A key of its own would have to be made by the database; the claim itself is unique enough.
    public void Configure(EntityTypeBuilder<IdentityUserClaim<long>> builder)
    {
        builder.ToTable("user_claims");
        builder.Ignore(c => c.Id);
        builder.HasKey(c => new { c.UserId, c.ClaimType, c.ClaimValue });
        builder.Property(c => c.ClaimType).HasMaxLength(ColumnSizes.Name);
        builder.Property(c => c.ClaimValue).HasMaxLength(ColumnSizes.Name);
    }

    public void Configure(EntityTypeBuilder<IdentityUserLogin<long>> builder)
    {
        builder.ToTable("user_logins");
        builder.HasKey(l => new { l.LoginProvider, l.ProviderKey });
        builder.Property(l => l.LoginProvider).HasMaxLength(ColumnSizes.Name);
        builder.Property(l => l.ProviderKey).HasMaxLength(ColumnSizes.Name);
        builder.HasIndex(l => l.UserId);
    }

    public void Configure(EntityTypeBuilder<IdentityUserToken<long>> builder)
    {
        builder.ToTable("user_tokens");
        builder.HasKey(t => new { t.UserId, t.LoginProvider, t.Name });
        builder.Property(t => t.LoginProvider).HasMaxLength(ColumnSizes.Name);
        builder.Property(t => t.Name).HasMaxLength(ColumnSizes.Name);
    }
}
