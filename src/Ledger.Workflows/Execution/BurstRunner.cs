using Ledger.Foundation;
using Microsoft.Extensions.Options;

namespace Ledger.Workflows.Execution;

/// <summary>
/// Interprets a compiled graph: applies one stimulus and runs activities until none is ready. Pure: it reads and writes
/// the state in memory; only the activities touch the database, through the given transaction.
/// </summary>
/// <remarks>Safe for use by many threads; each burst works on its own state.</remarks>
public sealed class BurstRunner(IIdGenerator ids, IOptions<WorkflowOptions> options)
{
    /// <summary>Runs one burst.</summary>
    /// <remarks>
    /// A step that fails for good (<see cref="WorkflowOptions.IsPermanent"/>, or any failure when
    /// <see cref="BurstRequest.RecordFaults"/> is set) is undone to its savepoint, in the database and in the state,
    /// and becomes an incident; then nothing else of the instance runs (unless the definition continues on faults) and what
    /// was queued stays queued for the retry. Any other exception leaves this method: roll the whole burst back.
    /// </remarks>
    /// <returns>What has to be stored beside the state.</returns>
    public async ValueTask<BurstResult> RunAsync(BurstRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var burst = new Burst(request, options.Value, ids);
        await burst.RunAsync();
        return burst.Result;
    }
}
