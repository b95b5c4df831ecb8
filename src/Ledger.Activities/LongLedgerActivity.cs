using System.Text.Json.Nodes;
using Ledger.Domain;
using Ledger.Workflows.Activities;

namespace Ledger.Activities;

/// <summary>
/// A <see cref="LedgerActivity"/> that works through many items in chunks, each its own commit with its cursor
/// (features.md W12). A refusal in a chunk leaves the chunks before it as they are.
/// </summary>
public abstract class LongLedgerActivity : LedgerActivity, ILongActivity
{
    /// <inheritdoc/>
    public async ValueTask<LongStep> RunChunkAsync(ActivityContext context, JsonNode? cursor) =>
        await GuardAsync(context, session => RunChunkAsync(context, session, cursor))
            ?? LongStep.Finish(0, Refused);

    /// <summary>Does the next chunk.</summary>
    protected abstract Task<LongStep> RunChunkAsync(ActivityContext context, LedgerSession session, JsonNode? cursor);

    /// <inheritdoc/>
    protected sealed override Task<string> RunAsync(ActivityContext context, LedgerSession session) =>
        throw new InvalidOperationException($"{Type} is a long step: the engine runs it chunk by chunk.");
}
