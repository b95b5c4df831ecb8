using Ledger.Api.Identity;
using Ledger.Domain;
using Ledger.Domain.MassPayments;
using Ledger.Foundation;
using Ledger.Workflows.Instances;

namespace Ledger.Api.MassPayments;

/// <summary>
/// Keeps people from deciding past the process that carries a mass payment: while it runs, decisions are made in its tasks,
/// where who may decide is checked and the process hears of it. Without a running process they are made here.
/// </summary>
internal sealed class ProcessGuard(LedgerDatabase database, IInstanceQueries instances)
{
    /// <summary>Refuses when a running instance carries the mass payment.</summary>
    /// <exception cref="DomainException"><c>mass-payment.process-governs</c>; or there is no such mass payment.</exception>
    public async Task CheckAsync(Caller caller, long massPaymentId)
    {
        var payment = await database.ReadAsync(caller.Company, db => new MassPaymentQueries(db).GetAsync(massPaymentId));
        if (payment.InstanceId is not { } instance
            || (await instances.FindAsync(caller.Company, instance))?.Summary.Status != WorkflowStatus.Running)
        {
            return;
        }

        throw new DomainException(
            MassPaymentCodes.ProcessGoverns, $"Mass payment {payment.Number} is carried by instance {instance}: decide in its tasks.", payment.Number, instance)
        {
            IsConflict = true,
        };
    }
}
