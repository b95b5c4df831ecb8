using Ledger.Foundation;
using Ledger.Workflows.Execution;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Persistence;
using Ledger.Workflows.Stimuli;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ledger.Workflows.Queue;

/// <summary>Does what a claimed run says, inside the unit of work that claimed it.</summary>
internal sealed partial class RunExecutor(
    InstanceEngine engine, Cancellation cancellation, QueueSignal signal, IOptions<WorkflowOptions> options, ILogger<RunExecutor> logger)
{
    /// <summary>The due time of a run that waits for a person.</summary>
    public const long Never = long.MaxValue;

    /// <summary>Runs a claimed run; when that fails, undoes what it did and puts it off, in the same unit of work.</summary>
    public async Task ExecuteAsync(LedgerTransaction transaction, PendingRun run)
    {
        var isLast = run.Attempts + 1 >= options.Value.AttemptsMax;
        var savepoint = await transaction.SavepointAsync();
        try
        {
            await RunAsync(transaction, run, recordFaults: isLast);
            await transaction.ReleaseAsync(savepoint);
        }
        catch (Exception e) when (e is BurstFailedException or WorkflowException)
        {
            await transaction.RollbackToAsync(savepoint);
            var cause = e is BurstFailedException failed ? failed.Cause : e;
            if (isLast || cause is WorkflowException)
            {
                await ParkAsync(transaction, run, cause);
            }
            else
            {
                await PutOffAsync(transaction, run, cause);
            }
        }
    }

    /// <summary>Runs a run that stands in no table: an inline resume or an operator's action.</summary>
    /// <returns>False when it met nothing.</returns>
    public async Task<bool> RunAsync(LedgerTransaction transaction, PendingRun run, bool recordFaults)
    {
        var instance = await InstanceTable.LockAsync(transaction, run.InstanceId);
        if (instance is null)
        {
            LogOrphan(run.Id, run.InstanceId);
            return false;
        }

        if (instance.HasEnded && run.Kind != PendingRunKind.Compensate)
        {
            await Progress.RemoveAllAsync(transaction, instance.Id);
            return false;
        }

        if (run.Kind == PendingRunKind.Cancel)
        {
            await cancellation.CancelAsync(transaction, instance, run.Data.Actor(instance.CompanyId, instance.Id));
            return true;
        }

        var graph = await engine.GraphAsync(transaction, instance.VersionId, instance.DefinitionId);
        var state = InstanceState.Read(Packing.Unpack(instance.State), graph);
        var actor = run.Data.By is null
            ? new Actor(instance.CompanyId, instance.StartedByUserId, instance.StartedBy, instance.Id)
            : run.Data.Actor(instance.CompanyId, instance.Id);
        if (run.Kind == PendingRunKind.Retry || run.Kind == PendingRunKind.Skip)
        {
            instance.IncidentCount = Math.Max(0, instance.IncidentCount - 1);
        }

        var accepted = await engine.RunAsync(transaction, instance, graph, state, StimulusOf(run), actor, recordFaults);
        if (!accepted && run.Data.StimulusHash is { } hash)
        {
            await ResendAsync(transaction, run, instance, hash);
        }

        return accepted;
    }

    /// <summary>The unit of work that puts a run off after its first, inline try failed.</summary>
    public Task PutOffAsync(LedgerTransaction transaction, PendingRun run, Exception cause)
    {
        var pause = PauseAfter(run.Attempts + 1);
        LogPutOff(cause, run.Kind, run.InstanceId, run.Attempts + 1, pause);
        var next = run with
        {
            Attempts = run.Attempts + 1,
            DueAt = transaction.Database.Clock.GetUtcNow().ToUnixTimeMilliseconds() + pause,
        };
        return PendingRuns.AddAsync(transaction, next, signal, cause.Message);
    }

    /// <summary>The pause after so many failed tries, in milliseconds.</summary>
    public long PauseAfter(int attempts) => (long)Backoff.After(options.Value.RetryDelay, attempts).TotalMilliseconds;

    private static BurstStimulus StimulusOf(PendingRun run) => run.Kind switch
    {
        PendingRunKind.Start => new BurstStimulus.Start(run.Data.Trigger, run.Data.Input),
        PendingRunKind.Resume => new BurstStimulus.ResumeBookmark(run.BookmarkId ?? 0, run.Data.Input),
        PendingRunKind.Continue => run.Data.Context > 0 ? new BurstStimulus.ContinueLong(run.Data.Context) : new BurstStimulus.Continue(),
        PendingRunKind.Answer => new BurstStimulus.ExternalAnswer(
            run.Data.Context, run.Data.Input,
            run.Data.Failure is { } failure ? new ExternalStepException(run.Data.FailureCode ?? "external.failed", failure) : null),
        PendingRunKind.Retry => new BurstStimulus.RetryIncident(run.Data.Context),
        PendingRunKind.Skip => new BurstStimulus.Skip(run.Data.Context, run.Data.Outcome ?? "Done"),
        PendingRunKind.Compensate => new BurstStimulus.Compensate(),
        _ => throw new InvalidOperationException($"A run of kind {run.Kind} is not run in a burst."),
    };

    // A stimulus was meant for a bookmark that another one used first: it goes to the next bookmark of its kind in the same
    // instance, now or when there is one. Without this, quick resumes would be lost (elsa-core#7223).
    private async Task ResendAsync(LedgerTransaction transaction, PendingRun run, InstanceRecord instance, string hash)
    {
        await DatabaseLock.TakeAsync(transaction, HashKey.Of(hash));
        var next = await Bookmarks.FindAsync(transaction, instance.CompanyId, hash, instance.Id, null);
        var now = transaction.Database.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        if (next.Count > 0)
        {
            await PendingRuns.AddAsync(transaction, run with { Id = transaction.Database.Ids.Next(), BookmarkId = next[0].Id, DueAt = now, Attempts = 0 }, signal);
        }
        else
        {
            await KeptStimuli.KeepAsync(
                transaction, instance.CompanyId, run.Data.StimulusName ?? string.Empty, hash, null, instance.Id, run.Data, now);
        }
    }

    // What keeps failing outside its steps (a definition that is gone, a state that cannot be read) waits for a person: the
    // incident is of the instance as a whole, and its retry makes the parked run due again.
    private async Task ParkAsync(LedgerTransaction transaction, PendingRun run, Exception cause)
    {
        var instance = await InstanceTable.LockAsync(transaction, run.InstanceId);
        if (instance is null)
        {
            return;
        }

        var now = transaction.Database.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        LogParked(cause, run.Kind, run.InstanceId);
        await Incidents.AddAsync(
            transaction, instance, 0, string.Empty, string.Empty, string.Empty, options.Value.CodeOf(cause), cause.Message, cause.ToString(), now);
        await PendingRuns.AddAsync(
            transaction, run with { DueAt = Never, Attempts = 0 }, signal, cause.Message);
        instance.IncidentCount++;
        instance.SubStatus = WorkflowSubStatus.Faulted;
        await InstanceTable.UpdateAsync(transaction, instance, now);
    }

    [LoggerMessage(LogLevel.Warning, "The run {Run} names the instance {Instance}, which does not exist; it is dropped.")]
    private partial void LogOrphan(long run, long instance);

    [LoggerMessage(LogLevel.Warning, "{Kind} of instance {Instance} failed for the {Attempt}. time; tried again in {Pause} ms.")]
    private partial void LogPutOff(Exception cause, PendingRunKind kind, long instance, int attempt, long pause);

    [LoggerMessage(LogLevel.Error, "{Kind} of instance {Instance} cannot be run; it waits as an incident.")]
    private partial void LogParked(Exception cause, PendingRunKind kind, long instance);
}
