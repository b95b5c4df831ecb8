using Ledger.Foundation;
using Ledger.Workflows.Activities;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Instances;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;

namespace Ledger.Workflows.Queue;

/// <summary>
/// Makes the calls of external steps: outside any transaction, under a lease, at least once with the same idempotency key.
/// The answer is stored as a run of its own, so that a failing burst never repeats the call.
/// </summary>
internal sealed partial class ExternalCaller(
    LedgerDatabase database, IGraphSource graphs, IServiceScopeFactory scopes, RunExecutor executor, QueueSignal signal,
    IOptions<WorkflowOptions> options, ILogger<ExternalCaller> logger)
{
    // A short hiccup is cured at once; what lasts longer goes back to the queue, where it survives a restart.
    private readonly ResiliencePipeline _hiccups = new ResiliencePipelineBuilder { TimeProvider = database.Clock }
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = 1,
            Delay = TimeSpan.FromMilliseconds(200),
            UseJitter = true,
            ShouldHandle = args => ValueTask.FromResult(
                args.Outcome.Exception is { } e and not OperationCanceledException && !options.Value.IsPermanent(e)),
        })
        .Build();

    /// <summary>Who holds the leases of this process.</summary>
    public string Owner { get; } = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}";

    /// <summary>Makes the call of a run that this process has leased, and stores what came of it.</summary>
    public async Task CallAsync(PendingRun run, CancellationToken stopping)
    {
        var data = run.Data;
        RunData answer;
        using var renewal = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var prolonging = ProlongAsync(run, renewal.Token);
        try
        {
            var activity = await ActivityAsync(run);
            if (activity is null)
            {
                await database.WriteAsync(tx => PendingRuns.FinishAsync(tx, run.Id, Owner), CancellationToken.None);
                return;
            }

            await using var scope = scopes.CreateAsyncScope();
            var result = await _hiccups.ExecuteAsync(
                async token => await activity.CallAsync(data.Input!, data.ExecutionId!, scope.ServiceProvider, token), stopping);
            answer = data with { Input = result?.DeepClone() };
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return; // The lease is given back by the worker; another process makes the call again.
        }
        catch (Exception e)
        {
            LogFailed(e, data.ExecutionId, run.Attempts + 1);
            if (!options.Value.IsPermanent(e) && run.Attempts + 1 < options.Value.AttemptsMax)
            {
                await FinishAsync(run, tx => executor.PutOffAsync(tx, run, e));
                return;
            }

            answer = data with { Input = null, Failure = e.Message, FailureCode = options.Value.CodeOf(e) };
        }
        finally
        {
            await renewal.CancelAsync();
            await prolonging;
        }

        await FinishAsync(run, tx => PendingRuns.AddAsync(
            tx,
            new PendingRun(database.Ids.Next(), run.InstanceId, PendingRunKind.Answer, database.Clock.GetUtcNow().ToUnixTimeMilliseconds())
            {
                Data = answer,
            },
            signal));
    }

    private Task FinishAsync(PendingRun run, Func<LedgerTransaction, Task> then) => database.WriteAsync(
        async tx =>
        {
            // When the lease has passed to another, that one stores the answer.
            if (await PendingRuns.FinishAsync(tx, run.Id, Owner))
            {
                await then(tx);
            }
        },
        CancellationToken.None);

    private async Task<IExternalActivity?> ActivityAsync(PendingRun run)
    {
        var version = (await database.QueryAsync(
            "select version_id from workflow_instances where id = $1 and sub_status not in (3, 4)", row => row.GetString(0), run.InstanceId))
            .FirstOrDefault();
        var graph = version is null ? null : await graphs.FindVersionAsync(null, version);
        return graph?.Activities[run.Data.Node] as IExternalActivity;
    }

    private async Task ProlongAsync(PendingRun run, CancellationToken cancellationToken)
    {
        var duration = options.Value.LeaseDuration;
        try
        {
            while (true)
            {
                await Task.Delay(duration / 3, database.Clock, cancellationToken);
                var until = (database.Clock.GetUtcNow() + duration).ToUnixTimeMilliseconds();
                await database.WriteAsync(tx => PendingRuns.ProlongAsync(tx, run.Id, Owner, until), cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The call has ended.
            return;
        }
        catch (Exception e)
        {
            // A lease that cannot be prolonged ends; the call is then made again with the same key.
            LogLease(e, run.Id);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The call {Execution} failed for the {Attempt}. time.")]
    private partial void LogFailed(Exception cause, string? execution, int attempt);

    [LoggerMessage(LogLevel.Warning, "The lease of run {Run} could not be prolonged.")]
    private partial void LogLease(Exception cause, long run);
}
