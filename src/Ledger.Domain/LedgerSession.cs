using Ledger.Foundation;
using Ledger.Foundation.Auditing;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain;

/// <summary>
/// What a domain service works with: one unit of work, the company's tables in it, who acts, and the time. Services are
/// made for one session (<c>new MassPaymentEntry(session)</c>) and never kept.
/// </summary>
/// <remarks>
/// All sessions of one transaction share one <see cref="LedgerDb"/>, so that a later step sees what an earlier one
/// tracked. <see cref="SaveAsync"/> writes the tracked changes; the commit is the transaction's.
/// </remarks>
public sealed class LedgerSession
{
    private LedgerSession(LedgerTransaction transaction, Actor actor, LedgerDb db)
    {
        Transaction = transaction;
        Actor = actor;
        Db = db;
    }

    /// <summary>The unit of work.</summary>
    public LedgerTransaction Transaction { get; }

    /// <summary>Who acts, in which company, from which instance.</summary>
    public Actor Actor { get; }

    /// <summary>The company's tables.</summary>
    public LedgerDb Db { get; }

    /// <summary>The company.</summary>
    public long CompanyId => Actor.CompanyId;

    /// <summary>The time now.</summary>
    public DateTimeOffset Now => Transaction.Database.Clock.GetUtcNow();

    /// <summary>A key for a new row.</summary>
    public long NewId() => Transaction.Database.Ids.Next();

    /// <summary>The session of <paramref name="actor"/> in a unit of work.</summary>
    public static LedgerSession Join(LedgerTransaction transaction, Actor actor)
    {
        var db = transaction.Share((typeof(LedgerDb), actor.CompanyId), tx =>
        {
            var context = new LedgerDb(
                LedgerDbContext.Options<LedgerDb>(tx.Kind, tx.Connection, LedgerDb.HistoryTable), actor.CompanyId);
            context.Database.UseTransaction(tx.Transaction);
            context.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
            context.Database.AutoSavepointsEnabled = false;
            return context;
        });
        return new LedgerSession(transaction, actor, db);
    }

    /// <summary>Writes the tracked changes to the database, still inside the transaction.</summary>
    public Task SaveAsync() => Db.SaveChangesAsync();

    /// <summary>Records a change in the audit trail (features.md W14); written with the commit.</summary>
    public void Audit(string action, string subjectType, object subjectId, object? detail = null) =>
        AuditTrail.Record(Transaction, Actor, new AuditChange(
            action, subjectType, Convert.ToString(subjectId, System.Globalization.CultureInfo.InvariantCulture)!, detail));
}
