using System.Text.Json.Nodes;

namespace Ledger.Workflows.Activities;

/// <summary>
/// An activity that works through many items, chunk by chunk. The engine commits after each chunk together with the
/// cursor and calls again, so a crash goes on from the last chunk, others can write in between, and progress and
/// cancellation come with it (architecture.md §2.2, features.md W12).
/// </summary>
public interface ILongActivity
{
    /// <summary>Does the next chunk: at most about 200 ms of work.</summary>
    /// <param name="context">The execution; its transaction holds this chunk only.</param>
    /// <param name="cursor">What the chunk before returned, or null for the first.</param>
    ValueTask<LongStep> RunChunkAsync(ActivityContext context, JsonNode? cursor);
}
