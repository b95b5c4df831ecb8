using System.Text.Json.Nodes;
using Ledger.Domain;
using Ledger.Domain.Folios;
using Ledger.Workflows.Activities;

namespace Ledger.Activities.Folios;

/// <summary>
/// Head office's task (F4): gives the pending requests, the oldest first and each in a commit of its own, the quantity configured for their branch and
/// kind. What cannot be given stays pending until folios are imported.
/// </summary>
[Activity("Ledger.AssignFolios", Icon = "assign", Category = "Folios", Kind = "Job", Outcomes = ["Done", Refused])]
public sealed class AssignFolios : LongLedgerActivity
{
    /// <summary>True to assign also where assignment is not automatic, because a person asks for it.</summary>
    [Input(UIHint = "checkbox", Order = 0)]
    public Input<bool>? EvenIfManual { get; set; }

    /// <summary>How many requests were assigned and stay pending, and how many folios were given.</summary>
    [Output]
    public Output<JsonObject>? Summary { get; set; }

    /// <inheritdoc/>
    protected override async Task<LongStep> RunChunkAsync(ActivityContext context, LedgerSession session, JsonNode? cursor)
    {
        var counts = cursor is JsonObject before
            ? (JsonObject)before.DeepClone()
            : new JsonObject { ["after"] = "0", ["assigned"] = 0L, ["pending"] = 0L, ["folios"] = 0L };
        var assigner = new FolioAssigner(session);
        var next = context.Get(EvenIfManual) || await assigner.IsAutomaticAsync() ? await assigner.NextAsync(FolioInput.KeyOf(counts["after"])) : null;
        if (next is { } requestId)
        {
            if (await assigner.AssignAsync(requestId) is { } outcome)
            {
                FolioInput.Count(counts, outcome.AssignmentId is null ? "pending" : "assigned");
                FolioInput.Count(counts, "folios", outcome.Quantity);
            }

            counts["after"] = FolioInput.Text(requestId);
            return LongStep.Continue(counts, DoneOf(counts), null);
        }

        counts.Remove("after");
        context.Set(Summary, counts);
        return LongStep.Finish(DoneOf(counts));
    }

    private static long DoneOf(JsonObject counts) => (long)counts["assigned"]! + (long)counts["pending"]!;
}
