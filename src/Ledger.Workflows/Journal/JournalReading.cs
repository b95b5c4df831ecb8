using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Foundation.Paging;
using Ledger.Workflows.Activities;
using Ledger.Workflows.Execution;
using Ledger.Workflows.Instances;

namespace Ledger.Workflows.Journal;

/// <summary>Expands stored journal lines into what people see (elsa-semantics.md §13); each call goes once over the chunks.</summary>
internal static class JournalReading
{
    public static Page<JournalEntry> Page(StoredJournal journal, JournalQuery query)
    {
        var wanted = new NodeFilter(query);
        var entries = new List<JournalEntry>();
        var count = 0;
        foreach (var chunk in journal.Chunks)
        {
            var cursor = JournalCodec.Open(chunk);
            while (cursor.MoveNext())
            {
                var activity = journal.ActivityAt(cursor.Sequence, cursor.NodeIndex);
                if (!wanted.Has(activity, cursor.NodeIndex) || query.EventNames?.Contains(cursor.EventName) == false)
                {
                    continue;
                }

                if (count++ >= query.Skip && entries.Count < query.Take)
                {
                    entries.Add(Entry(journal.InstanceId, cursor.Line(), activity));
                }
            }
        }

        return new Page<JournalEntry>(entries, count);
    }

    /// <summary>The executions that are wanted, oldest first.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="isWanted">Says so of an execution by its number and the activity it was started for.</param>
    public static IReadOnlyList<ActivityExecution> Executions(StoredJournal journal, Func<int, Activity?, int, bool> isWanted)
    {
        var executions = new Dictionary<int, ActivityExecution>();
        var around = new Dictionary<int, (int Parent, string ActivityId, bool IsWanted)>();
        foreach (var chunk in journal.Chunks)
        {
            var cursor = JournalCodec.Open(chunk);
            while (cursor.MoveNext())
            {
                var number = cursor.ContextId;
                if (number == 0)
                {
                    continue;
                }

                if (!around.TryGetValue(number, out var known))
                {
                    var activity = journal.ActivityAt(cursor.Sequence, cursor.NodeIndex);
                    known = (cursor.ParentContextId, activity?.Id ?? Unknown(cursor.NodeIndex), isWanted(number, activity, cursor.NodeIndex));
                    around[number] = known;
                    if (known.IsWanted)
                    {
                        executions[number] = New(journal.InstanceId, number, cursor.NodeIndex, activity, cursor.At, around);
                    }
                }

                if (known.IsWanted)
                {
                    executions[number] = Apply(executions[number], cursor.Line());
                }
            }
        }

        return [.. executions.OrderBy(e => e.Key).Select(e => e.Value)];
    }

    public static string ExecutionId(long instanceId, int context) => string.Create(CultureInfo.InvariantCulture, $"{instanceId}-{context}");

    /// <summary>The parts of an execution's id; null when it is none.</summary>
    public static (long InstanceId, int Number)? Parse(string executionId)
    {
        var dash = executionId.IndexOf('-', StringComparison.Ordinal);
        return dash > 0
            && long.TryParse(executionId.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var instance)
            && int.TryParse(executionId.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (instance, number)
            : null;
    }

    // The definition was deleted: the place is still told apart from others.
    public static string Unknown(int index) => string.Create(CultureInfo.InvariantCulture, $"node-{index}");

    private static JournalEntry Entry(long instanceId, JournalLine line, Activity? activity) => new(
        line.Sequence, line.At, line.EventName, ExecutionId(instanceId, line.ContextId),
        line.ParentContextId == 0 ? null : ExecutionId(instanceId, line.ParentContextId), activity?.Id ?? Unknown(line.NodeIndex),
        activity?.NodeId ?? Unknown(line.NodeIndex), activity?.Type ?? string.Empty, activity?.Name, line.Message, line.Payload)
    {
        ActivityVersion = activity?.Version ?? 1,
    };

    private static ActivityExecution New(
        long instanceId, int number, int nodeIndex, Activity? activity, DateTimeOffset at,
        Dictionary<int, (int Parent, string ActivityId, bool IsWanted)> around)
    {
        var parent = around[number].Parent;
        var depth = 0;
        for (var outer = parent; outer != 0 && around.TryGetValue(outer, out var next); outer = next.Parent)
        {
            depth++;
        }

        return new ActivityExecution(
            ExecutionId(instanceId, number), instanceId, activity?.Id ?? Unknown(nodeIndex), activity?.NodeId ?? Unknown(nodeIndex),
            activity?.Type ?? string.Empty, activity?.Name, "Running", at, null, false, [], [], [], null)
        {
            ActivityVersion = activity?.Version ?? 1,
            ParentId = parent == 0 ? null : ExecutionId(instanceId, parent),
            ParentActivityId = around.TryGetValue(parent, out var container) ? container.ActivityId : null,
            Depth = depth,
        };
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
            "Faulted" => execution with { Status = "Faulted", Exception = line.Message, Faults = execution.Faults + 1 },
            "Suspended" => execution with { HasBookmarks = true },
            "Resumed" => execution with { HasBookmarks = false },
            "Retried" => execution with { Status = "Running", Exception = null },
            _ => execution,
        };
    }

    private static IReadOnlyList<string> OutcomesOf(JsonObject? payload) =>
        payload?["outcomes"] is JsonArray outcomes ? [.. outcomes.Select(o => o!.GetValue<string>())] : ["Done"];

    /// <summary>The part of a query that concerns the activity, as sets.</summary>
    private sealed class NodeFilter(JournalQuery query)
    {
        private readonly HashSet<string>? _nodes = Set(query.NodeIds);
        private readonly HashSet<string>? _activities = Set(query.ActivityIds);
        private readonly HashSet<string>? _excluded = Set(query.ExcludedTypes);

        public bool Has(Activity? activity, int index) =>
            _nodes?.Contains(activity?.NodeId ?? Unknown(index)) != false
            && _activities?.Contains(activity?.Id ?? Unknown(index)) != false
            && (activity is null || _excluded?.Contains(activity.Type) != true);

        private static HashSet<string>? Set(IReadOnlyCollection<string>? values) => values is null ? null : new(values, StringComparer.Ordinal);
    }
}
