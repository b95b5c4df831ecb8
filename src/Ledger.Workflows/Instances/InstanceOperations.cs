using System.Globalization;
using Ledger.Foundation;
using Ledger.Foundation.Auditing;
using Ledger.Workflows.Queue;

namespace Ledger.Workflows.Instances;

/// <summary>What operators do to instances; each is one unit of work with its audit record.</summary>
internal sealed class InstanceOperations(InstanceEngine engine, RunExecutor executor, Cancellation cancellation, QueueSignal signal)
{
    /// <summary>Stops an instance and its children; false when it had ended already or is not of the actor's company.</summary>
    public async Task<bool> CancelAsync(LedgerTransaction transaction, long instanceId, Actor actor)
    {
        var instance = await InstanceTable.LockAsync(transaction, instanceId);
        if (instance is null || instance.CompanyId != actor.CompanyId || instance.HasEnded)
        {
            return false;
        }

        Audit(transaction, actor, "instance.cancelled", instanceId, null);
        await cancellation.CancelAsync(transaction, instance, actor);
        return true;
    }

    public async Task RetryAsync(LedgerTransaction transaction, long instanceId, long incidentId, Actor actor, bool isInline)
    {
        var incident = await RequireAsync(transaction, instanceId, incidentId, actor);
        Audit(transaction, actor, "incident.retried", instanceId, new { Incident = Text(incidentId), incident.ActivityId });
        var now = Now(transaction);
        await ResolveAsync(transaction, incident, "retried", actor, now);
        if (incident.ContextId == 0)
        {
            await UnparkAsync(transaction, instanceId, now);
            return;
        }

        await RunOrQueueAsync(
            transaction,
            new PendingRun(transaction.Database.Ids.Next(), instanceId, PendingRunKind.Retry, now)
            {
                Data = RunData.Of(actor) with { Context = incident.ContextId },
            },
            isInline);
    }

    public async Task SkipAsync(
        LedgerTransaction transaction, long instanceId, long incidentId, string outcome, Actor actor, bool isInline)
    {
        var incident = await RequireAsync(transaction, instanceId, incidentId, actor);
        if (incident.ContextId == 0)
        {
            throw new WorkflowException("outcome.unknown", $"The incident {incidentId} is of the instance as a whole: there is no step to leave out.", outcome, string.Empty);
        }

        await RequireOutcomeAsync(transaction, instanceId, incident, outcome);
        Audit(transaction, actor, "incident.skipped", instanceId, new { Incident = Text(incidentId), incident.ActivityId, Outcome = outcome });
        var now = Now(transaction);
        await ResolveAsync(transaction, incident, "skipped", actor, now);
        await RunOrQueueAsync(
            transaction,
            new PendingRun(transaction.Database.Ids.Next(), instanceId, PendingRunKind.Skip, now)
            {
                Data = RunData.Of(actor) with { Context = incident.ContextId, Outcome = outcome },
            },
            isInline);
    }

    public async Task CompensateAsync(LedgerTransaction transaction, long instanceId, Actor actor, bool isInline)
    {
        var instance = await InstanceTable.LockAsync(transaction, instanceId);
        if (instance is null || instance.CompanyId != actor.CompanyId)
        {
            throw new WorkflowException("instance.not-found", $"There is no instance {instanceId}.", instanceId);
        }

        Audit(transaction, actor, "instance.compensated", instanceId, null);
        await RunOrQueueAsync(
            transaction,
            new PendingRun(transaction.Database.Ids.Next(), instanceId, PendingRunKind.Compensate, Now(transaction)) { Data = RunData.Of(actor) },
            isInline);
    }

    private static async Task<Incidents.Row> RequireAsync(LedgerTransaction transaction, long instanceId, long incidentId, Actor actor)
    {
        var incident = await Incidents.FindAsync(transaction, incidentId);
        if (incident is null || incident.InstanceId != instanceId || incident.CompanyId != actor.CompanyId)
        {
            throw new WorkflowException("incident.not-found", $"The instance {instanceId} has no incident {incidentId}.", incidentId);
        }

        return incident.Resolution is null ? incident : throw AlreadyResolved(incident);
    }

    private static async Task ResolveAsync(LedgerTransaction transaction, Incidents.Row incident, string resolution, Actor actor, long now)
    {
        if (!await Incidents.ResolveAsync(transaction, incident.Id, resolution, actor.Name, now))
        {
            throw AlreadyResolved(incident); // Two operators at once: the update decides.
        }
    }

    private static WorkflowException AlreadyResolved(Incidents.Row incident) => new(
        "incident.already-resolved", $"The incident {incident.Id} has been resolved: {incident.Resolution}.", incident.Id, incident.Resolution);

    private static void Audit(LedgerTransaction transaction, Actor actor, string action, long instanceId, object? detail) =>
        AuditTrail.Record(transaction, actor with { InstanceId = instanceId }, new AuditChange(action, "WorkflowInstance", Text(instanceId), detail));

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static long Now(LedgerTransaction transaction) => transaction.Database.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task RequireOutcomeAsync(LedgerTransaction transaction, long instanceId, Incidents.Row incident, string outcome)
    {
        var instance = await InstanceTable.LockAsync(transaction, instanceId);
        var graph = await engine.GraphAsync(transaction, instance!.VersionId, instance.DefinitionId);
        var activity = graph.FindActivity(incident.ActivityId);
        var outcomes = activity is null ? null : graph.OutcomesOf(activity.NodeIndex);
        if (outcomes is not null && !outcomes.Contains(outcome))
        {
            throw new WorkflowException(
                "outcome.unknown", $"The step {incident.ActivityId} has no outcome {outcome}; it has {string.Join(", ", outcomes)}.",
                outcome, string.Join(", ", outcomes));
        }
    }

    private async Task UnparkAsync(LedgerTransaction transaction, long instanceId, long now)
    {
        var instance = await InstanceTable.LockAsync(transaction, instanceId);
        var parked = await transaction.ExecuteAsync(
            "update pending_runs set due_at = $2, attempts = 0 where instance_id = $1 and due_at = $3", instanceId, now, RunExecutor.Never);
        instance!.IncidentCount = Math.Max(0, instance.IncidentCount - 1);
        instance.SubStatus = parked > 0 ? WorkflowSubStatus.Executing : instance.SubStatus;
        await InstanceTable.UpdateAsync(transaction, instance, now);
        signal.WakeAfter(transaction, now);
    }

    private async Task RunOrQueueAsync(LedgerTransaction transaction, PendingRun run, bool isInline)
    {
        if (isInline)
        {
            await executor.RunAsync(transaction, run, recordFaults: false);
            return;
        }

        await PendingRuns.AddAsync(
            transaction, run with { Attempts = 1, DueAt = run.DueAt + executor.PauseAfter(1) }, signal);
    }
}
