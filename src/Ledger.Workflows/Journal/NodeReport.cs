using Ledger.Workflows.Activities;
using Ledger.Workflows.Instances;

namespace Ledger.Workflows.Journal;

/// <summary>Counts the executions of each activity and says how they stand, in one pass and without reading payloads.</summary>
internal static class NodeReport
{
    private enum Standing : byte
    {
        Running,
        Waiting,
        Faulted,
        Completed,
        Canceled,
    }

    public static IReadOnlyList<NodeStanding> Of(StoredJournal journal, IReadOnlyCollection<string>? nodeIds)
    {
        var executions = Read(journal);
        Rise(executions);
        var wanted = nodeIds is null ? null : new HashSet<string>(nodeIds, StringComparer.Ordinal);
        var order = new List<string>();
        var nodes = new Dictionary<string, NodeStanding>(StringComparer.Ordinal);
        foreach (var execution in executions)
        {
            if (execution is not { IsKnown: true } || wanted?.Contains(execution.NodeId) == false)
            {
                continue;
            }

            if (!nodes.TryGetValue(execution.NodeId, out var node))
            {
                order.Add(execution.NodeId);
                node = new NodeStanding(execution.ActivityId, execution.NodeId, 0, 0, 0, false, false);
            }

            var isOpen = execution.Standing is Standing.Running or Standing.Waiting or Standing.Faulted;
            nodes[execution.NodeId] = node with
            {
                Started = node.Started + 1,
                Completed = node.Completed + (execution.Standing == Standing.Completed ? 1 : 0),
                Uncompleted = node.Uncompleted + (isOpen ? 1 : 0),
                IsBlocked = node.IsBlocked || execution.IsBlocked,
                IsFaulted = node.IsFaulted || execution.IsFaulted,
            };
        }

        return [.. order.Select(id => nodes[id])];
    }

    private static List<Execution> Read(StoredJournal journal)
    {
        // Executions are numbered from 1 without gaps.
        var executions = new List<Execution>();
        foreach (var chunk in journal.Chunks)
        {
            var cursor = JournalCodec.Open(chunk);
            while (cursor.MoveNext())
            {
                if (cursor.ContextId == 0)
                {
                    continue;
                }

                while (executions.Count <= cursor.ContextId)
                {
                    executions.Add(default);
                }

                var execution = executions[cursor.ContextId];
                if (!execution.IsKnown)
                {
                    var activity = journal.ActivityAt(cursor.Sequence, cursor.NodeIndex);
                    execution = new Execution(activity, cursor.NodeIndex, cursor.ParentContextId);
                }

                executions[cursor.ContextId] = execution with { Standing = Next(execution.Standing, cursor.EventName) };
            }
        }

        return executions;
    }

    private static Standing Next(Standing standing, string eventName) => eventName switch
    {
        "Completed" => Standing.Completed,
        "Canceled" => Standing.Canceled,
        "Faulted" => Standing.Faulted,
        "Suspended" => Standing.Waiting,
        "Resumed" or "Retried" or "Skipped" => Standing.Running,
        _ => standing,
    };

    /// <summary>Containers wait and fail with what is inside them: a person sees where without opening each.</summary>
    private static void Rise(List<Execution> executions)
    {
        for (var i = 0; i < executions.Count; i++)
        {
            var (isBlocked, isFaulted) = (executions[i].Standing == Standing.Waiting, executions[i].Standing == Standing.Faulted);
            if (!executions[i].IsKnown || !(isBlocked || isFaulted))
            {
                continue;
            }

            for (var at = i; at > 0 && at < executions.Count; at = executions[at].Parent)
            {
                var execution = executions[at];
                if ((!isBlocked || execution.IsBlocked) && (!isFaulted || execution.IsFaulted))
                {
                    break; // Said already, and so of those around it.
                }

                executions[at] = execution with { IsBlocked = execution.IsBlocked || isBlocked, IsFaulted = execution.IsFaulted || isFaulted };
            }
        }
    }

    private readonly record struct Execution(string ActivityId, string NodeId, int Parent)
    {
        public Execution(Activity? activity, int nodeIndex, int parent)
            : this(activity?.Id ?? JournalReading.Unknown(nodeIndex), activity?.NodeId ?? JournalReading.Unknown(nodeIndex), parent)
        {
        }

        public bool IsKnown => NodeId is not null;

        public Standing Standing { get; init; }

        public bool IsBlocked { get; init; }

        public bool IsFaulted { get; init; }
    }
}
