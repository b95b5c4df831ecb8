using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.Users;

/// <summary>A role that a person has in a company; a person may have several.</summary>
public sealed class UserRole : ICompanyOwned
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The person.</summary>
    public long UserId { get; init; }

    /// <summary>The role.</summary>
    public Role Role { get; init; }
}

internal sealed class UserRoleConfiguration : IEntityTypeConfiguration<UserRole>
{
    public void Configure(EntityTypeBuilder<UserRole> builder)
    {
        builder.ToTable("user_roles");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.HasOne<LedgerUser>().WithMany().HasForeignKey(r => r.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.UserId, r.CompanyId, r.Role }).IsUnique();
        builder.HasIndex(r => new { r.CompanyId, r.Role });
    }
}
