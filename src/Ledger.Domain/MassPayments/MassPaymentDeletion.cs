using Ledger.Domain.SupplierAccounts;
using Microsoft.EntityFrameworkCore;
using Codes = Ledger.Domain.MassPayments.MassPaymentCodes;
using static Ledger.Domain.MassPayments.MassPaymentRefusals;

namespace Ledger.Domain.MassPayments;

/// <summary>Deletes mass payments (P13). Their documents are free again; payment orders stay, annulled; the audit trail remembers.</summary>
public sealed class MassPaymentDeletion(LedgerSession session)
{
    /// <summary>
    /// Deletes one that was not paid, or that was paid in whole or part and all of whose payment orders were de-allocated and
    /// annulled one by one.
    /// </summary>
    /// <param name="id">The mass payment.</param>
    /// <param name="expectedRevision">The revision the person saw, or null.</param>
    /// <exception cref="DomainException">A payment order still stands: the message says to annul the generation first. Or somebody changed it since.</exception>
    public async Task DeleteAsync(long id, int? expectedRevision)
    {
        var rules = await MassPaymentRules.LoadAsync(session.Db);
        var payment = await MassPaymentHeader.LockAsync(session, id, expectedRevision);
        if (payment.AnnulmentBegunAt is not null)
        {
            throw AnnulmentUnderWay(payment);
        }

        if (!MassPaymentLifecycle.Allows(MassPaymentMove.Delete, payment.State))
        {
            throw WrongState(MassPaymentMove.Delete, payment.State, payment.Number);
        }

        var standing = await session.Db.Set<PaymentOrder>()
            .Where(o => o.MassPaymentId == id && o.State != PaymentOrderState.Annulled).OrderBy(o => o.Number).Select(o => (long?)o.Number).FirstOrDefaultAsync();
        if (standing is { } order)
        {
            throw Conflict(
                Codes.DeleteAnnulFirst, $"Mass payment {payment.Number} was paid and order {order} stands: annul the generation first.", payment.Number, order);
        }

        await WriteGuard.RunAsync(session, () => WriteAsync(payment, rules), () => throw new InvalidOperationException("A deletion takes no keys."));
        session.Audit("mass-payment.deleted", nameof(MassPayment), id, new { payment.Number, payment.State, payment.ItemCount, payment.TotalLocal });
    }

    private async Task WriteAsync(MassPayment payment, MassPaymentRules rules)
    {
        await new MassPaymentHoldings(session, rules.Scope(payment.ExchangeRate)).RemoveAsync(payment, null);
        await session.Transaction.ExecuteAsync("delete from mass_payment_suppliers where mass_payment_id = $1", payment.Id);
        await session.Transaction.ExecuteAsync("delete from mass_payments where id = $1", payment.Id);
    }
}
