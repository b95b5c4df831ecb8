using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Workflows.Activities;
using Ledger.Workflows.Execution;
using Ledger.Workflows.Graph;
using Ledger.Workflows.Instances;

namespace Ledger.Workflows.Journal;

/// <summary>Expands stored journal lines into what the API shows (elsa-semantics.md §13).</summary>
internal static class JournalReading
{
    public static IReadOnlyList<JournalEntry> Entries(long instanceId, List<JournalLine> lines, WorkflowGraph? graph) =>
        [.. lines.Select(line =>
        {
            var activity = ActivityAt(graph, line.NodeIndex);
            return new JournalEntry(
                line.Sequence, line.At, line.EventName, ExecutionId(instanceId, line.ContextId),
                line.ParentContextId == 0 ? null : ExecutionId(instanceId, line.ParentContextId), activity?.Id ?? Unknown(line.NodeIndex),
                activity?.NodeId ?? Unknown(line.NodeIndex), activity?.Type ?? string.Empty, activity?.Name, line.Message, line.Payload);
        })];

    public static IReadOnlyList<ActivityExecution> Executions(long instanceId, List<JournalLine> lines, WorkflowGraph? graph)
    {
        var executions = new Dictionary<int, ActivityExecution>();
        foreach (var line in lines)
        {
            if (line.ContextId == 0)
            {
                continue;
            }

            if (!executions.TryGetValue(line.ContextId, out var execution))
            {
                var activity = ActivityAt(graph, line.NodeIndex);
                execution = new ActivityExecution(
                    ExecutionId(instanceId, line.ContextId), instanceId, activity?.Id ?? Unknown(line.NodeIndex),
                    activity?.NodeId ?? Unknown(line.NodeIndex), activity?.Type ?? string.Empty, activity?.Name, "Running", line.At, null,
                    false, [], [], [], null);
            }

            executions[line.ContextId] = Apply(execution, line);
        }

        return [.. executions.OrderBy(e => e.Key).Select(e => e.Value)];
    }

    private static ActivityExecution Apply(ActivityExecution execution, JournalLine line)
    {
        if (line.Payload?["inputs"] is JsonObject inputs)
        {
            execution = execution with { Inputs = (JsonObject)inputs.DeepClone() };
        }

        if (line.Payload?["outputs"] is JsonObject outputs)
        {
            execution = execution with { Outputs = (JsonObject)outputs.DeepClone() };
        }

        return line.EventName switch
        {
            "Completed" => execution with
            {
                Status = "Completed",
                CompletedAt = line.At,
                HasBookmarks = false,
                Exception = null,
                Outcomes = OutcomesOf(line.Payload),
            },
            "Canceled" => execution with { Status = "Canceled", CompletedAt = line.At, HasBookmarks = false },
            "Faulted" => execution with { Status = "Faulted", Exception = line.Message },
            "Suspended" => execution with { HasBookmarks = true },
            "Resumed" => execution with { HasBookmarks = false },
            "Retried" => execution with { Status = "Running", Exception = null },
            _ => execution,
        };
    }

    private static IReadOnlyList<string> OutcomesOf(JsonObject? payload) =>
        payload?["outcomes"] is JsonArray outcomes ? [.. outcomes.Select(o => o!.GetValue<string>())] : ["Done"];

    private static Activity? ActivityAt(WorkflowGraph? graph, int index) =>
        graph is not null && index >= 0 && index < graph.Activities.Count ? graph.Activities[index] : null;

    // The definition was deleted: the place is still told apart from others.
    private static string Unknown(int index) => string.Create(CultureInfo.InvariantCulture, $"node-{index}");

    private static string ExecutionId(long instanceId, int context) => string.Create(CultureInfo.InvariantCulture, $"{instanceId}-{context}");
}
