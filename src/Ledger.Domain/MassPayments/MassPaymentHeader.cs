using Ledger.Foundation;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.MassPayments;

/// <summary>Reads and locks the header row; every change of a mass payment begins here, so that two never run at once.</summary>
internal static class MassPaymentHeader
{
    /// <summary>Locks the row until the end of the unit of work and returns it as it is now.</summary>
    /// <param name="session">The session.</param>
    /// <param name="id">The key.</param>
    /// <param name="expectedRevision">The revision the caller read; null when a process goes by the state alone.</param>
    /// <exception cref="DomainException">There is none, or somebody changed it since the caller read it.</exception>
    public static async Task<MassPayment> LockAsync(LedgerSession session, long id, int? expectedRevision)
    {
        // SQLite has one writer; PostgreSQL needs the lock said.
        if (session.Transaction.Kind == DatabaseKind.PostgreSql)
        {
            await session.Transaction.ExecuteAsync("select id from mass_payments where id = $1 for update", id);
        }

        var payment = await FindAsync(session.Db, id);
        return expectedRevision is { } revision && revision != payment.Revision
            ? throw MassPaymentRefusals.ChangedMeanwhile(payment)
            : payment;
    }

    /// <summary>The row as it is now.</summary>
    /// <exception cref="DomainException">There is none in the company.</exception>
    public static async Task<MassPayment> FindAsync(LedgerDb db, long id) =>
        await db.Set<MassPayment>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == id) ?? throw MassPaymentRefusals.NotFound(id);

    /// <summary>Refuses a move that the state does not allow, or while an annulment is under way; returns where it leads.</summary>
    public static MassPaymentState Check(MassPayment payment, MassPaymentMove move, bool authorizesMassPayments)
    {
        if (payment.AnnulmentBegunAt is not null && move is not (MassPaymentMove.AnnulPartly or MassPaymentMove.AnnulAll))
        {
            throw MassPaymentRefusals.AnnulmentUnderWay(payment);
        }

        return MassPaymentLifecycle.Allows(move, payment.State)
            ? MassPaymentLifecycle.Next(move, payment.State, authorizesMassPayments)
            : throw MassPaymentRefusals.WrongState(move, payment.State, payment.Number);
    }

    /// <summary>
    /// Forgets the funds of suppliers not yet paid: they were checked against documents and an authorisation that no longer
    /// hold, so the generation must be prepared again.
    /// </summary>
    public static Task DropPreparationAsync(LedgerSession session, long id) => session.Transaction.ExecuteAsync(
        "delete from mass_payment_suppliers where mass_payment_id = $1 and payment_order_id is null", id);

    /// <summary>Raises the revision and notes who changed it and when.</summary>
    public static Task TouchAsync(LedgerSession session, long id) => session.Transaction.ExecuteAsync(
        "update mass_payments set revision = revision + 1, changed_by_name = $2, changed_at = $3 where id = $1",
        id, session.Actor.Name, session.Now.ToUnixTimeMilliseconds());
}
