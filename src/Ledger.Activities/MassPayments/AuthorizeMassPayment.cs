using Ledger.Domain;
using Ledger.Domain.MassPayments;
using Ledger.Workflows.Activities;

namespace Ledger.Activities.MassPayments;

/// <summary>Authorises a mass payment in the name of the person who decided (P6); who entered it is refused (W6).</summary>
[Activity("Ledger.AuthorizeMassPayment", Icon = "authorize", Category = "MassPayments", Outcomes = ["Done", Refused])]
public sealed class AuthorizeMassPayment : MassPaymentActivity
{
    /// <inheritdoc/>
    protected override async Task<string> RunAsync(ActivityContext context, LedgerSession session)
    {
        await new MassPaymentAuthorization(session).AuthorizeAsync(IdOf(context), expectedRevision: null);
        return "Done";
    }
}
