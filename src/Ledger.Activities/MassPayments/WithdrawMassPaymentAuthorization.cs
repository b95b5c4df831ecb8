using Ledger.Domain;
using Ledger.Domain.MassPayments;
using Ledger.Workflows.Activities;

namespace Ledger.Activities.MassPayments;

/// <summary>Takes the authorisation of a mass payment back (P6).</summary>
[Activity("Ledger.WithdrawMassPaymentAuthorization", Icon = "withdraw", Category = "MassPayments", Outcomes = ["Done", Refused])]
public sealed class WithdrawMassPaymentAuthorization : MassPaymentActivity
{
    /// <inheritdoc/>
    protected override async Task<string> RunAsync(ActivityContext context, LedgerSession session)
    {
        await new MassPaymentAuthorization(session).WithdrawAsync(IdOf(context), expectedRevision: null);
        return "Done";
    }
}
