using System.Text.Json.Nodes;

namespace Ledger.Workflows.Activities;

/// <summary>The result of one chunk of a long step.</summary>
/// <param name="IsFinished">True when nothing is left; the activity then completes with <paramref name="Outcome"/>.</param>
/// <param name="Cursor">Where the next chunk goes on; stored with the commit of this one.</param>
/// <param name="Done">Items done so far.</param>
/// <param name="Total">Items in all, when known.</param>
/// <param name="Outcome">The outcome at the end; null means Done.</param>
public sealed record LongStep(bool IsFinished, JsonNode? Cursor, long Done, long? Total, string? Outcome = null)
{
    /// <summary>More is to do.</summary>
    public static LongStep Continue(JsonNode cursor, long done, long? total) => new(false, cursor, done, total);

    /// <summary>All is done.</summary>
    public static LongStep Finish(long done, string? outcome = null) => new(true, null, done, done, outcome);
}
