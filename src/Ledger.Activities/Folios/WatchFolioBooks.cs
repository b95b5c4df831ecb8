using System.Text.Json.Nodes;
using Ledger.Domain;
using Ledger.Domain.Folios;
using Ledger.Workflows.Activities;

namespace Ledger.Activities.Folios;

/// <summary>
/// The branch's task (F3): looks at the automatic books, some a chunk; a book that is over gets the folios that came, one that is near its end keeps
/// them queued, and where none came head office is asked, once. Where assignment is not automatic it does nothing.
/// </summary>
[Activity("Ledger.WatchFolioBooks", Icon = "watch", Category = "Folios", Kind = "Job", Outcomes = ["Done", Refused])]
public sealed class WatchFolioBooks : LongLedgerActivity
{
    private const int BooksPerChunk = 20;

    /// <summary>Only the books of this branch, by code; empty for all that are kept here.</summary>
    [Input(UIHint = "dropdown", OptionsFrom = "branches", Order = 0)]
    public Input<int?>? BranchCode { get; set; }

    /// <summary>How many books were looked at, and how many were updated, keep folios queued, made a request, or wait for one.</summary>
    [Output]
    public Output<JsonObject>? Summary { get; set; }

    /// <inheritdoc/>
    protected override async Task<LongStep> RunChunkAsync(ActivityContext context, LedgerSession session, JsonNode? cursor)
    {
        var counts = cursor is JsonObject before ? (JsonObject)before.DeepClone() : new JsonObject { ["after"] = "0", ["books"] = 0L };
        var after = FolioInput.KeyOf(counts["after"]);
        var branch = await FolioInput.BranchAsync(session, context.Get(BranchCode));
        var outcomes = await new FolioWatch(session).LookAtSomeAsync(branch?.Id, after, BooksPerChunk);
        foreach (var outcome in outcomes)
        {
            FolioInput.Count(counts, "books");
            FolioInput.Count(counts, outcome.Action.ToString().ToLowerInvariant());
        }

        var done = (long)counts["books"]!;
        if (outcomes.Count == BooksPerChunk)
        {
            // Keys do not fit a JavaScript number.
            counts["after"] = FolioInput.Text(outcomes[^1].Book.BookId);
            return LongStep.Continue(counts, done, null);
        }

        counts.Remove("after");
        context.Set(Summary, counts);
        return LongStep.Finish(done);
    }
}
