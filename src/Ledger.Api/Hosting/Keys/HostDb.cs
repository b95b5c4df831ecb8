using Ledger.Api.DataViews.Settings;
using Ledger.Api.Pages.Saved;
using Ledger.Api.Processes;
using Ledger.Api.Scenarios;
using Ledger.Foundation;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.Hosting.Keys;

/// <summary>The host's own tables: the keys that protect cookies and tokens, shared by all nodes, and what pages remember for people.</summary>
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
        modelBuilder.Entity<SavedView>(view =>
        {
            view.ToTable("saved_views");
            view.Property(v => v.Id).ValueGeneratedNever();
            view.Property(v => v.Page).HasMaxLength(40);
            view.Property(v => v.Name).HasMaxLength(SavedView.NameLengthMax);
            view.Property(v => v.State).HasMaxLength(SavedView.StateLengthMax);
            view.HasIndex(v => new { v.CompanyId, v.UserId, v.Page, v.Name }).IsUnique();
        });
        modelBuilder.Entity<ViewLayoutRow>(layout =>
        {
            layout.ToTable("view_layouts");
            layout.Property(l => l.Id).ValueGeneratedNever();
            layout.Property(l => l.ViewKey).HasMaxLength(60);
            layout.HasIndex(l => new { l.UserId, l.ViewKey }).IsUnique();
        });
        modelBuilder.Entity<ViewFilterRow>(filter =>
        {
            filter.ToTable("view_filters");
            filter.Property(f => f.Id).ValueGeneratedNever();
            filter.Property(f => f.ViewKey).HasMaxLength(60);
            filter.Property(f => f.Name).HasMaxLength(ViewSettings.NameLength);
            filter.HasIndex(f => new { f.UserId, f.ViewKey, f.Name }).IsUnique();
        });
        modelBuilder.Entity<ScenarioDocument>(document =>
        {
            document.ToTable("scenario_documents");
            document.Property(d => d.Id).ValueGeneratedNever();
            document.Property(d => d.DefinitionId).HasMaxLength(100);
            document.Property(d => d.TextHash).HasMaxLength(64);
            document.Property(d => d.Origin).HasMaxLength(20);
            document.Property(d => d.ChangedBy).HasMaxLength(256);
            document.HasIndex(d => d.DefinitionId).IsUnique();
        });
        modelBuilder.Entity<ScenarioRunRow>(run =>
        {
            run.ToTable("scenario_runs");
            run.Property(r => r.Id).ValueGeneratedNever();
            run.Property(r => r.DefinitionId).HasMaxLength(100);
            run.Property(r => r.ContentHash).HasMaxLength(64);
            run.Property(r => r.TextHash).HasMaxLength(64);
            run.Property(r => r.RanBy).HasMaxLength(256);
            run.HasIndex(r => r.DefinitionId).IsUnique();
        });
        modelBuilder.Entity<FavouriteRow>(favourite =>
        {
            favourite.ToTable("favourite_processes");
            favourite.Property(f => f.Id).ValueGeneratedNever();
            favourite.Property(f => f.DefinitionId).HasMaxLength(100);
            favourite.HasIndex(f => new { f.CompanyId, f.UserId, f.DefinitionId }).IsUnique();
        });
        LedgerDbContext.ApplyNames(modelBuilder);
    }
}
