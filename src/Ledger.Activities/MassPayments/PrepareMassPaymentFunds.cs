using Ledger.Domain;
using Ledger.Domain.MassPayments;
using Ledger.Workflows.Activities;

namespace Ledger.Activities.MassPayments;

/// <summary>
/// Checks all that could stop the generation and keeps the funds, in general or per supplier (P7, P8). Where a generation was
/// interrupted and no new funds are given, those that were kept for the rest stay (P9).
/// </summary>
[Activity("Ledger.PrepareMassPaymentFunds", Icon = "funds", Category = "MassPayments", Outcomes = ["Done", Refused])]
public sealed class PrepareMassPaymentFunds : MassPaymentActivity
{
    /// <summary>The funds as a person gave them: payment date, general or per supplier; empty for the suppliers' and the company's usual means.</summary>
    [Input(UIHint = "json-editor", Order = 1)]
    public Input<GenerationFunds?>? Funds { get; set; }

    /// <inheritdoc/>
    protected override async Task<string> RunAsync(ActivityContext context, LedgerSession session)
    {
        var generation = new MassPaymentGeneration(session);
        var given = context.Get(Funds);
        if (given is null && (await generation.PreparedAsync(IdOf(context))).Count > 0)
        {
            return "Done";
        }

        // Nothing given means the usual means of payment of each supplier, and of the company where a supplier has none.
        await generation.PrepareAsync(IdOf(context), given ?? new GenerationFunds { BySupplier = true }, expectedRevision: null);
        return "Done";
    }
}
