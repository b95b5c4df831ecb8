using Ledger.Workflows;
using Ledger.Workflows.Activities;

namespace Ledger.Activities.MassPayments;

/// <summary>A long step over the suppliers of a mass payment.</summary>
public abstract class LongMassPaymentActivity : LongLedgerActivity
{
    /// <summary>The mass payment, by key.</summary>
    [Input(Required = true, Order = 0)]
    public Input<long?>? MassPaymentId { get; set; }

    /// <summary>The key of the mass payment.</summary>
    /// <exception cref="WorkflowException">The input gives none.</exception>
    private protected long IdOf(ActivityContext context) => MassPaymentInput.Require(context, MassPaymentId);
}
