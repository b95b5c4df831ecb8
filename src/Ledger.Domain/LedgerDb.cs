using System.Reflection;
using Ledger.Foundation;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain;

/// <summary>
/// The domain's tables as one company sees them: every query is filtered to <see cref="CompanyId"/>. Each entity is
/// configured beside its class by an <see cref="IEntityTypeConfiguration{T}"/>.
/// </summary>
public sealed class LedgerDb(DbContextOptions<LedgerDb> options, long companyId) : DbContext(options), IRollbackAware
{
    /// <summary>Where this context's migrations are noted.</summary>
    public const string HistoryTable = "ledger_migrations";

    private static readonly MethodInfo FilterMethod =
        typeof(LedgerDb).GetMethod(nameof(FilterByCompany), BindingFlags.Instance | BindingFlags.NonPublic)!;

    /// <summary>For tools that build the schema: sees the rows of no company.</summary>
    public LedgerDb(DbContextOptions<LedgerDb> options)
        : this(options, 0)
    {
    }

    /// <summary>The company whose rows are seen.</summary>
    public long CompanyId { get; } = companyId;

    // What a step had tracked when it was undone must not be saved by the next; entities are loaded again when needed.
    int IRollbackAware.Mark() => 0;

    void IRollbackAware.RollbackTo(int mark) => ChangeTracker.Clear();

    /// <inheritdoc/>
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        foreach (var entry in ChangeTracker.Entries<IRevised>().Where(e => e.State == EntityState.Modified))
        {
            entry.Property(e => e.Revision).CurrentValue = entry.Property(e => e.Revision).OriginalValue + 1;
        }

        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        LedgerDbContext.ApplyConventions(configurationBuilder);

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(LedgerDb).Assembly);
        foreach (var entity in modelBuilder.Model.GetEntityTypes().Where(e => typeof(ICompanyOwned).IsAssignableFrom(e.ClrType)).ToList())
        {
            FilterMethod.MakeGenericMethod(entity.ClrType).Invoke(this, [modelBuilder]);
        }

        LedgerDbContext.ApplyNames(modelBuilder);
    }

    private void FilterByCompany<T>(ModelBuilder model)
        where T : class, ICompanyOwned =>
        model.Entity<T>().HasQueryFilter(row => row.CompanyId == CompanyId);
}
