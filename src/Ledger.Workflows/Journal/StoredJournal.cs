using Ledger.Workflows.Activities;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Journal;

/// <summary>The chunks of an instance's journal with the graphs they were written under: entries name activities by their place in the graph of that time.</summary>
/// <param name="instanceId">The instance.</param>
/// <param name="chunks">The chunks, oldest first.</param>
/// <param name="graph">The graph of the version it runs now; null when it is gone.</param>
/// <param name="earlier">The graphs before each move, with the last entry written under them, oldest first.</param>
internal sealed class StoredJournal(
    long instanceId, IReadOnlyList<byte[]> chunks, WorkflowGraph? graph, IReadOnlyList<(long UpTo, WorkflowGraph? Graph)> earlier)
{
    public long InstanceId => instanceId;

    public IReadOnlyList<byte[]> Chunks => chunks;

    public WorkflowGraph? GraphAt(long sequence)
    {
        foreach (var (upTo, before) in earlier)
        {
            if (sequence <= upTo)
            {
                return before;
            }
        }

        return graph;
    }

    /// <summary>The activity of an entry; the root for entries of the instance itself, null when the version is gone.</summary>
    public Activity? ActivityAt(long sequence, int index)
    {
        var at = GraphAt(sequence);
        return at is not null && index < at.Activities.Count ? at.Activities[Math.Max(0, index)] : null;
    }
}
