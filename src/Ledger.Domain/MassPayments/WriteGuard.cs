using Ledger.Foundation;

namespace Ledger.Domain.MassPayments;

/// <summary>Makes "a refusal changes nothing" true for refusals that are only known after a write, such as a lost race.</summary>
internal static class WriteGuard
{
    /// <summary>Runs the writes of one operation; when they are refused, what they wrote is undone before the refusal is thrown.</summary>
    /// <param name="session">The session.</param>
    /// <param name="work">The writes.</param>
    /// <param name="onDuplicate">Makes the refusal when the database says that a key is taken; runs after the undoing.</param>
    public static async Task RunAsync(LedgerSession session, Func<Task> work, Func<Task<DomainException>> onDuplicate)
    {
        // What callers tracked must reach the database before statements that do not go through the tracker.
        await session.SaveAsync();
        session.Db.ChangeTracker.Clear();
        var savepoint = await session.Transaction.SavepointAsync();
        try
        {
            await work();
        }
        catch (DomainException)
        {
            await session.Transaction.RollbackToAsync(savepoint);
            throw;
        }
        catch (Exception e) when (LedgerTransaction.IsDuplicateKey(e))
        {
            await session.Transaction.RollbackToAsync(savepoint);
            throw await onDuplicate();
        }

        await session.Transaction.ReleaseAsync(savepoint);
    }
}
