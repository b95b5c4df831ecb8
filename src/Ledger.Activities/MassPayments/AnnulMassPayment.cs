using System.Text.Json.Nodes;
using Ledger.Domain;
using Ledger.Domain.MassPayments;
using Ledger.Foundation.Texts;
using Ledger.Workflows.Activities;

namespace Ledger.Activities.MassPayments;

/// <summary>
/// Annuls the generation of a mass payment, some suppliers a chunk: de-allocates, annuls the orders, reverses treasury and
/// entries (P11). Interrupted, it goes on; nothing else can be done to the mass payment meanwhile.
/// </summary>
[Activity("Ledger.AnnulMassPayment", Icon = "annul", Category = "MassPayments", Kind = "Job", Outcomes = ["Done", Refused])]
public sealed class AnnulMassPayment : LongMassPaymentActivity
{
    /// <summary>How many suppliers one chunk takes: well below 200 ms of write lock.</summary>
    private const int SuppliersPerChunk = 50;

    /// <summary>Why, for the history of the allocations; empty for a standard text.</summary>
    [Input(UIHint = "multiline", Order = 1)]
    public Input<string?>? Reason { get; set; }

    /// <inheritdoc/>
    protected override async Task<LongStep> RunChunkAsync(ActivityContext context, LedgerSession session, JsonNode? cursor)
    {
        var annulment = new MassPaymentAnnulment(session);
        if (cursor is null)
        {
            await annulment.BeginAsync(IdOf(context), expectedRevision: null);
        }

        var progress = await annulment.RunChunkAsync(IdOf(context), SuppliersPerChunk, ReasonOf(context));
        return progress.IsFinished
            ? LongStep.Finish(progress.Done)
            : LongStep.Continue(JsonValue.Create(progress.Done), progress.Done, progress.Total);
    }

    private string ReasonOf(ActivityContext context) =>
        context.Get(Reason) is { Length: > 0 } reason
            ? reason
            : context.Service<MessageCatalog>().Find("mass-payment.annulment-reason", Languages.Default, [])
                ?? throw new InvalidOperationException("The text mass-payment.annulment-reason is missing from the resources.");
}
