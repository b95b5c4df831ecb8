using System.Text.Json.Nodes;
using Ledger.Workflows.Expressions;
using Ledger.Workflows.Graph;
using Ledger.Workflows.Instances;

namespace Ledger.Workflows.Execution;

/// <summary>
/// Everything an instance needs between bursts. Stored as one compact JSON document with the instance's row; used by one
/// burst at a time.
/// </summary>
public sealed class InstanceState
{
    /// <summary>The state of an instance that has not run yet.</summary>
    public InstanceState(long instanceId) => InstanceId = instanceId;

    /// <summary>The instance.</summary>
    public long InstanceId { get; }

    /// <summary>The instance that started this one, or null.</summary>
    public long? ParentInstanceId { get; set; }

    /// <summary>The person who started it, or null.</summary>
    public long? StartedByUserId { get; set; }

    /// <summary>The business key.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>The name in lists.</summary>
    public string? Name { get; set; }

    /// <summary>The rules it was started under.</summary>
    public EngineRules Rules { get; set; } = EngineRules.None;

    /// <summary>Where it stands.</summary>
    public WorkflowSubStatus SubStatus { get; internal set; } = WorkflowSubStatus.Pending;

    /// <summary>The values it was started with.</summary>
    public JsonObject Input { get; set; } = [];

    /// <summary>The values it gives back.</summary>
    public JsonObject Output { get; set; } = [];

    /// <summary>Properties of the instance, such as <c>Flowchart:ExecutionMode</c> and <c>WaitForCompletion</c>.</summary>
    public JsonObject Properties { get; set; } = [];

    /// <summary>The number of the last journal entry.</summary>
    public long JournalSequence { get; internal set; }

    /// <summary>How many executions it has had; the number of the last one.</summary>
    public int ExecutionCount { get; internal set; }

    /// <summary>The keys of the bookmarks it waits at.</summary>
    public IReadOnlyList<long> BookmarkIds => [.. Bookmarks.Select(b => b.Id)];

    /// <summary>The execution numbers of the steps that failed for good and are not resolved.</summary>
    public IReadOnlyList<int> FaultedContexts => [.. Faults.Keys.Order()];

    /// <summary>How much work is queued: after a fault or at the burst limit.</summary>
    public int QueuedCount => Queue.Count;

    internal StepContext? Root { get; set; }

    internal WorkQueue Queue { get; } = new();

    internal List<OpenBookmark> Bookmarks { get; } = [];

    /// <summary>What a retry of a faulted execution does again.</summary>
    internal Dictionary<int, WorkItem> Faults { get; } = [];

    /// <summary>The undo branches that are due if the run has to be undone, in the order of completion.</summary>
    internal List<Compensation> Compensations { get; } = [];

    /// <summary>Outputs that scripts ask for by the activity's name, by node id.</summary>
    internal Dictionary<string, JsonObject> KeptOutputs { get; } = new(StringComparer.Ordinal);

    internal object? LastResult { get; set; }

    internal string? TriggerActivityId { get; set; }

    internal JsonNode? TriggerInput { get; set; }

    /// <summary>How the run ends when its undo branches are done; null while it is not being undone.</summary>
    internal WorkflowSubStatus? EndsAfterCompensation { get; set; }

    internal bool IsCompensating => EndsAfterCompensation is not null;

    /// <summary>The variables in all open scopes and their values now.</summary>
    public IReadOnlyList<VariableValue> Variables()
    {
        var result = new List<VariableValue>();
        foreach (var context in OpenContexts())
        {
            for (var i = 0; i < context.Node.Variables.Length; i++)
            {
                var declared = context.Node.Variables[i];
                result.Add(new VariableValue(declared.Id, declared.Name, ValueConverter.ToJson(new VariablePlace(context, i, null).Value)));
            }

            foreach (var dynamic in context.Dynamic ?? [])
            {
                result.Add(new VariableValue($"{context.Node.Activity.Id}:{dynamic.Name}", dynamic.Name, ValueConverter.ToJson(dynamic.Value)));
            }
        }

        return result;
    }

    /// <summary>The state as UTF-8 JSON.</summary>
    public byte[] ToUtf8() => StateWriter.Write(this);

    /// <summary>The state from its JSON.</summary>
    /// <param name="utf8">What <see cref="ToUtf8"/> gave.</param>
    /// <param name="graph">The compiled version the instance runs.</param>
    /// <exception cref="WorkflowException"><c>instance.graph-changed</c>: the graph has not the nodes the state speaks of.</exception>
    public static InstanceState Read(ReadOnlySpan<byte> utf8, WorkflowGraph graph) => StateReader.Read(utf8, graph);

    /// <summary>All executions that have not ended, containers before their children.</summary>
    internal IEnumerable<StepContext> OpenContexts()
    {
        if (Root is null)
        {
            yield break;
        }

        var stack = new Stack<StepContext>();
        stack.Push(Root);
        while (stack.TryPop(out var context))
        {
            yield return context;
            for (var child = context.LastChild; child is not null; child = child.PreviousSibling)
            {
                stack.Push(child);
            }
        }
    }

    internal StepContext? FindContext(int number)
    {
        foreach (var context in OpenContexts())
        {
            if (context.Number == number)
            {
                return context;
            }
        }

        return null;
    }
}
