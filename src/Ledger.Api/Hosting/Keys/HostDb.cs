using Ledger.Foundation;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.Hosting.Keys;

/// <summary>The host's own table: the keys that protect cookies and tokens, shared by all nodes.</summary>
internal sealed class HostDb(DbContextOptions<HostDb> options) : DbContext(options)
{
    /// <summary>Where this context's migrations are noted.</summary>
    public const string HistoryTable = "host_migrations";

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        LedgerDbContext.ApplyConventions(configurationBuilder);

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<DataProtectionKey>(key =>
        {
            key.ToTable("data_protection_keys");
            key.Property(k => k.Id).ValueGeneratedNever();
            key.Property(k => k.Name).HasMaxLength(200);
        });
        LedgerDbContext.ApplyNames(modelBuilder);
    }
}
