using Ledger.Foundation;
using Ledger.Testing;
using Ledger.Workflows.Persistence;

namespace Ledger.Workflows.Tests;

/// <summary>A fresh database with the engine's tables.</summary>
internal static class WorkflowDatabase
{
    public static Task<TestDatabase> CreateAsync(DatabaseKind kind, TimeProvider? clock = null) =>
        TestDatabase.CreateAsync(
            kind, clock,
            connection => new WorkflowsDb(LedgerDbContext.Options<WorkflowsDb>(kind, connection, WorkflowsDb.HistoryTable)));
}
