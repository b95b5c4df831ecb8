using Ledger.Domain;
using Ledger.Domain.MassPayments;
using Ledger.Workflows.Activities;

namespace Ledger.Activities.MassPayments;

/// <summary>Deletes a mass payment that is not paid, or whose orders were all annulled one by one (P13).</summary>
[Activity("Ledger.DeleteMassPayment", Icon = "delete", Category = "MassPayments", Outcomes = ["Done", Refused])]
public sealed class DeleteMassPayment : MassPaymentActivity
{
    /// <inheritdoc/>
    protected override async Task<string> RunAsync(ActivityContext context, LedgerSession session)
    {
        await new MassPaymentDeletion(session).DeleteAsync(IdOf(context), expectedRevision: null);
        return "Done";
    }
}
