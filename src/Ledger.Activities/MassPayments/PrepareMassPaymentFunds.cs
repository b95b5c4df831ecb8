using Ledger.Domain;
using Ledger.Domain.MassPayments;
using Ledger.Workflows.Activities;

namespace Ledger.Activities.MassPayments;

/// <summary>Checks all that could stop the generation and keeps the funds, in general or per supplier (P7, P8).</summary>
[Activity("Ledger.PrepareMassPaymentFunds", Icon = "funds", Category = "MassPayments", Outcomes = ["Done", Refused])]
public sealed class PrepareMassPaymentFunds : MassPaymentActivity
{
    /// <summary>The funds as a person gave them: payment date, general or per supplier; empty for the company's and suppliers' usual means.</summary>
    [Input(UIHint = "json-editor", Order = 1)]
    public Input<GenerationFunds?>? Funds { get; set; }

    /// <inheritdoc/>
    protected override async Task<string> RunAsync(ActivityContext context, LedgerSession session)
    {
        // Nothing given means the usual means of payment of each supplier, and of the company where a supplier has none.
        var funds = context.Get(Funds) ?? new GenerationFunds { BySupplier = true };
        await new MassPaymentGeneration(session).PrepareAsync(IdOf(context), funds, expectedRevision: null);
        return "Done";
    }
}
