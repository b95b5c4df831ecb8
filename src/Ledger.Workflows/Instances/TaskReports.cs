using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Workflows.Activities;

namespace Ledger.Workflows.Instances;

/// <summary>How an outside worker reports the result of a task that a <see cref="RunTask"/> step asked for (elsa-semantics.md §14).</summary>
public static class TaskReports
{
    /// <summary>Reports a result; the step goes on in the same unit of work. Kept when the step is not yet stored.</summary>
    /// <param name="runtime">The runtime.</param>
    /// <param name="taskId">The task's id, as the step's bookmark tells it.</param>
    /// <param name="result">What the step's Result becomes, or null.</param>
    /// <param name="actor">On whose behalf, and in which company.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public static Task<StimulusResult> ReportTaskCompletedAsync(
        this IWorkflowRuntime runtime, string taskId, JsonNode? result, Actor actor, CancellationToken cancellationToken = default) =>
        runtime.SendAsync(
            new Stimulus(RunTask.Stimulus, new JsonObject { ["TaskId"] = taskId }, actor) { Input = result }, cancellationToken);
}
