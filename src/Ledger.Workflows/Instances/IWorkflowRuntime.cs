using System.Text.Json.Nodes;
using Ledger.Foundation;

namespace Ledger.Workflows.Instances;

/// <summary>
/// Starts, resumes and steers instances. Every call that takes a <see cref="LedgerTransaction"/> is part of the caller's
/// unit of work: it happens if and only if that commits.
/// </summary>
public interface IWorkflowRuntime
{
    /// <summary>Starts an instance and returns when it is on disk, with its first burst unless that is queued.</summary>
    /// <exception cref="WorkflowException"><c>definition.not-found</c>, <c>definition.not-published</c>, <c>input.invalid</c>.</exception>
    Task<StartedInstance> StartAsync(StartWorkflow request, CancellationToken cancellationToken = default);

    /// <summary>Starts an instance as part of the caller's unit of work; its first burst is queued.</summary>
    Task<StartedInstance> StartAsync(LedgerTransaction transaction, StartWorkflow request);

    /// <summary>Tells all who wait for it; starts definitions whose trigger it hits; keeps it when nobody waits yet.</summary>
    Task<StimulusResult> SendAsync(Stimulus stimulus, CancellationToken cancellationToken = default);

    /// <summary>As the other overload, as part of the caller's unit of work; the resumes are queued.</summary>
    Task<StimulusResult> SendAsync(LedgerTransaction transaction, Stimulus stimulus);

    /// <summary>Resumes one bookmark as part of the caller's unit of work; the burst is queued. False when the bookmark is gone.</summary>
    Task<bool> ResumeAsync(LedgerTransaction transaction, long bookmarkId, JsonNode? input, Actor actor);

    /// <summary>Stops an instance, its waiting steps and its children; returns false when it had ended already.</summary>
    Task<bool> CancelAsync(long instanceId, Actor actor, CancellationToken cancellationToken = default);

    /// <summary>Runs the step of an incident again.</summary>
    /// <exception cref="WorkflowException"><c>incident.not-found</c>, <c>incident.already-resolved</c>.</exception>
    Task RetryAsync(long instanceId, long incidentId, Actor actor, CancellationToken cancellationToken = default);

    /// <summary>Leaves the step of an incident out and goes on as if it had completed with <paramref name="outcome"/>.</summary>
    /// <exception cref="WorkflowException"><c>incident.not-found</c>, <c>incident.already-resolved</c>, <c>outcome.unknown</c>.</exception>
    Task SkipAsync(long instanceId, long incidentId, string outcome, Actor actor, CancellationToken cancellationToken = default);

    /// <summary>Runs the undo branches of the compensable steps that completed, latest first.</summary>
    Task CompensateAsync(long instanceId, Actor actor, CancellationToken cancellationToken = default);

    /// <summary>Deletes an instance that has finished or was cancelled, archived or not, with its journal; the audit trail keeps who did it. Its decided tasks stay.</summary>
    /// <exception cref="WorkflowException"><c>instance.not-found</c>, <c>instance.delete-running</c>.</exception>
    Task DeleteAsync(long instanceId, Actor actor, CancellationToken cancellationToken = default);

    /// <summary>Moves an instance to another version of its definition: it goes on there from where it stands (features.md W11).</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="versionId">A version that is or was published; null for the one that is published now.</param>
    /// <param name="actor">Who moves it; the journal and the audit trail keep it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="MoveRefusedException">A step where it waits is not there, or something cannot be carried over; all reasons. Nothing was changed.</exception>
    /// <exception cref="WorkflowException"><c>instance.not-found</c>, <c>move.version-not-found</c>, <c>definition.not-published</c>, <c>move.already-decided</c>.</exception>
    Task<MoveCheck> MoveAsync(long instanceId, string? versionId, Actor actor, CancellationToken cancellationToken = default);

    /// <summary>Says what <see cref="MoveAsync"/> would meet, without changing anything.</summary>
    Task<MoveCheck> CheckMoveAsync(long instanceId, string? versionId, Actor actor, CancellationToken cancellationToken = default);
}
