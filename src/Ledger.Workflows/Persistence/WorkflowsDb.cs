using Ledger.Foundation;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Workflows.Persistence;

/// <summary>
/// The engine's tables, for lists and migrations. The hot path (claiming and running) uses prepared statements on the
/// same tables. Each entity is configured beside its class by an <see cref="IEntityTypeConfiguration{T}"/>.
/// </summary>
public sealed class WorkflowsDb(DbContextOptions<WorkflowsDb> options) : DbContext(options)
{
    /// <summary>Where this context's migrations are noted.</summary>
    public const string HistoryTable = "workflow_migrations";

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        LedgerDbContext.ApplyConventions(configurationBuilder);

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(WorkflowsDb).Assembly);
        LedgerDbContext.ApplyNames(modelBuilder);
    }
}
