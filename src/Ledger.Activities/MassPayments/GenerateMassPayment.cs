using System.Text.Json.Nodes;
using Ledger.Domain;
using Ledger.Domain.MassPayments;
using Ledger.Workflows.Activities;

namespace Ledger.Activities.MassPayments;

/// <summary>
/// Issues one payment order per supplier, some suppliers a chunk (P7 to P9). Interrupted or refused in the middle it leaves
/// the mass payment partly paid; run again it goes on with those not yet paid.
/// </summary>
[Activity("Ledger.GenerateMassPayment", Icon = "pay", Category = "MassPayments", Kind = "Job", Outcomes = ["Done", Refused])]
public sealed class GenerateMassPayment : LongMassPaymentActivity
{
    /// <summary>How many suppliers one chunk takes: well below 200 ms of write lock, and a payment of a few dozen suppliers shows its progress.</summary>
    private const int SuppliersPerChunk = 20;

    /// <inheritdoc/>
    protected override async Task<LongStep> RunChunkAsync(ActivityContext context, LedgerSession session, JsonNode? cursor)
    {
        var progress = await new MassPaymentGeneration(session).RunChunkAsync(IdOf(context), SuppliersPerChunk);
        return progress.IsFinished
            ? LongStep.Finish(progress.Done)
            : LongStep.Continue(JsonValue.Create(progress.Done), progress.Done, progress.Total);
    }
}
