using System.Text.Json.Nodes;
using Ledger.Workflows.Activities;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Execution;

/// <summary>What is to be done with an activity.</summary>
internal enum WorkKind
{
    /// <summary>A new execution (or, on a retry, the one that failed) runs.</summary>
    Execute,

    /// <summary>A bookmark was resumed.</summary>
    Resume,

    /// <summary>A container hears of the end of a child.</summary>
    ChildCompleted,

    /// <summary>The next chunk of a long step.</summary>
    LongChunk,

    /// <summary>The answer of an external call.</summary>
    ExternalAnswer,

    /// <summary>The undo branch of a completed compensable step.</summary>
    Compensate,
}

/// <summary>One piece of queued work; also what a retry of a fault does again.</summary>
internal sealed class WorkItem(WorkKind kind, GraphNode node)
{
    public WorkKind Kind { get; } = kind;

    public GraphNode Node { get; } = node;

    /// <summary>The execution that scheduled it.</summary>
    public StepContext? Owner { get; init; }

    /// <summary>The execution it is about; null until a new one is made.</summary>
    public StepContext? Context { get; set; }

    /// <summary>The child that ended.</summary>
    public StepContext? Child { get; init; }

    public JsonNode? Tag { get; init; }

    public List<DynamicVariable>? Variables { get; init; }

    /// <summary>True when a connection back led here (counter mode does not count such a visit).</summary>
    public bool IsBackward { get; init; }

    public Resumption? Resumption { get; init; }

    public JsonNode? Answer { get; init; }
}
