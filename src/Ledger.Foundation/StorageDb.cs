using Ledger.Foundation.Auditing;
using Ledger.Foundation.Idempotency;
using Ledger.Foundation.Nodes;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Foundation;

/// <summary>The tables that domain and engine share: audit trail, nodes, remembered requests.</summary>
public sealed class StorageDb(DbContextOptions<StorageDb> options) : DbContext(options)
{
    /// <summary>Where this context's migrations are noted.</summary>
    public const string HistoryTable = "storage_migrations";

    /// <summary>The audit trail.</summary>
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    /// <summary>The ends of the audit chains.</summary>
    public DbSet<AuditHead> AuditHeads => Set<AuditHead>();

    /// <summary>The processes that use the database.</summary>
    public DbSet<Node> Nodes => Set<Node>();

    /// <summary>The remembered requests.</summary>
    public DbSet<IdempotentRequest> IdempotentRequests => Set<IdempotentRequest>();

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        LedgerDbContext.ApplyConventions(configurationBuilder);

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<AuditEntry>(entry =>
        {
            entry.Property(e => e.Id).ValueGeneratedNever();
            entry.Property(e => e.UserName).HasMaxLength(256);
            entry.Property(e => e.Action).HasMaxLength(100);
            entry.Property(e => e.SubjectType).HasMaxLength(100);
            entry.Property(e => e.SubjectId).HasMaxLength(200);
            entry.Property(e => e.PreviousHash).HasMaxLength(64);
            entry.Property(e => e.Hash).HasMaxLength(64);
            entry.HasIndex(e => new { e.CompanyId, e.Sequence }).IsUnique();
            entry.HasIndex(e => new { e.CompanyId, e.SubjectType, e.SubjectId });
        });
        modelBuilder.Entity<AuditHead>(head =>
        {
            head.HasKey(h => h.CompanyId);
            head.Property(h => h.CompanyId).ValueGeneratedNever();
            head.Property(h => h.Hash).HasMaxLength(64);
        });
        modelBuilder.Entity<Node>(node =>
        {
            node.HasKey(n => n.Number);
            node.Property(n => n.Number).ValueGeneratedNever();
            node.Property(n => n.Name).HasMaxLength(200);
            node.Property(n => n.Token).HasMaxLength(40);
        });
        modelBuilder.Entity<IdempotentRequest>(request =>
        {
            request.Property(r => r.Id).ValueGeneratedNever();
            request.Property(r => r.Key).HasMaxLength(200);
            request.Property(r => r.ContentHash).HasMaxLength(64);
            request.HasIndex(r => new { r.CompanyId, r.Key }).IsUnique();
            request.HasIndex(r => r.CreatedAt);
        });
        LedgerDbContext.ApplyNames(modelBuilder);
    }
}
