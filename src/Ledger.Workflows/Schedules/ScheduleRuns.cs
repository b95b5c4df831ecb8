using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Workflows.Instances;

namespace Ledger.Workflows.Schedules;

/// <summary>Starts the instance of a tick and notes the run, in one transaction.</summary>
internal sealed class ScheduleRuns(LedgerDatabase database, IWorkflowRuntime runtime)
{
    public const string ColumnsOfRun = "id, schedule_id, due_at, started_at, instance_id, result, message, by_name";

    /// <summary>Runs the tick; a refusal of the start is noted as a failed run, so that the schedule goes on with its next tick.</summary>
    public async Task<ScheduleRun> StartAsync(LedgerTransaction transaction, ScheduleInfo schedule, string tick, DateTimeOffset dueAt, Actor actor)
    {
        var started = database.Clock.GetUtcNow();
        long? instance = null;
        string? refusal = null;
        var savepoint = await transaction.SavepointAsync();
        try
        {
            var request = new StartWorkflow(schedule.DefinitionId, actor)
            {
                Input = schedule.Input?.DeepClone() as JsonObject,
                Queued = true,
                IdempotencyKey = string.Create(CultureInfo.InvariantCulture, $"schedule:{schedule.Id}:{tick}"),
            };
            instance = (await runtime.StartAsync(transaction, request)).InstanceId;
            await transaction.ReleaseAsync(savepoint);
        }
        catch (WorkflowException e)
        {
            await transaction.RollbackToAsync(savepoint);
            refusal = e.Message;
        }

        var by = actor.UserId is null ? "schedule" : actor.Name;
        var result = refusal is null ? "running" : "failed";
        var run = new ScheduleRun(database.Ids.Next(), schedule.Id, dueAt, started, instance, result, refusal, by);
        await InsertAsync(transaction, schedule.CompanyId, tick, run);
        return run;
    }

    /// <summary>Notes ticks that were left out, as one row: the first of them, and how many.</summary>
    public Task SkipAsync(LedgerTransaction transaction, ScheduleInfo schedule, DateTimeOffset first, int count)
    {
        var message = string.Create(CultureInfo.InvariantCulture, $"{count} missed");
        var run = new ScheduleRun(database.Ids.Next(), schedule.Id, first, database.Clock.GetUtcNow(), null, "skipped", message, "schedule");
        return InsertAsync(transaction, schedule.CompanyId, TickOf(first), run);
    }

    public static string TickOf(DateTimeOffset dueAt) => string.Create(CultureInfo.InvariantCulture, $"tick:{dueAt.ToUnixTimeMilliseconds()}");

    private static Task InsertAsync(LedgerTransaction transaction, long companyId, string tick, ScheduleRun run) =>
        transaction.ExecuteAsync(
            """
            insert into schedule_runs (id, schedule_id, company_id, tick, due_at, started_at, instance_id, result, message, by_name)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            run.Id, run.ScheduleId, companyId, tick, run.DueAt.ToUnixTimeMilliseconds(), run.StartedAt.ToUnixTimeMilliseconds(),
            run.InstanceId, run.Result, run.Message, run.By);
}
