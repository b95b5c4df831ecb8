using System.Text.Json.Nodes;
using Ledger.Workflows.Instances;

namespace Ledger.Workflows.Execution;

/// <summary>What a burst did and what must be stored with the state, in the same transaction.</summary>
public sealed class BurstResult
{
    /// <summary>Where the instance stands now.</summary>
    public WorkflowSubStatus SubStatus { get; internal set; }

    /// <summary>False when the stimulus met nothing (a bookmark that is gone, a step that is no longer faulted): nothing was changed.</summary>
    public bool Accepted { get; internal set; } = true;

    /// <summary>True when the instance is not finished, has nothing queued and waits for nothing: a join that can never fire (elsa-semantics.md §2). Such an instance is Suspended.</summary>
    public bool IsStuck { get; internal set; }

    /// <summary>Bookmarks made in this burst and still open.</summary>
    public List<NewBookmark> NewBookmarks { get; } = [];

    /// <summary>Bookmarks of earlier bursts that are gone.</summary>
    public List<long> RemovedBookmarks { get; } = [];

    /// <summary>What happened, in order.</summary>
    public List<JournalLine> Journal { get; } = [];

    /// <summary>Steps that failed for good.</summary>
    public List<Incident> Incidents { get; } = [];

    /// <summary>What goes on by itself in another burst.</summary>
    public List<Continuation> Continuations { get; } = [];

    /// <summary>Calls to be made after the commit.</summary>
    public List<ExternalCall> ExternalCalls { get; } = [];

    /// <summary>What WriteLine printed.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>How many activities the burst executed.</summary>
    public int ActivitiesExecuted { get; internal set; }

    /// <summary>The outputs of the run so far.</summary>
    public JsonObject Output { get; internal set; } = [];

    /// <summary>The outcomes the run ended with; empty unless it is Finished.</summary>
    public IReadOnlyList<string> Outcomes { get; internal set; } = [];
}
