using System.Text.Json.Nodes;

namespace Ledger.Workflows.Execution;

/// <summary>One entry of the journal (elsa-semantics.md §13); activity, node and type follow from the node index.</summary>
/// <param name="Sequence">Counts per instance, over all bursts, from 1.</param>
/// <param name="At">When.</param>
/// <param name="EventName">Started, Resumed, Suspended, Completed, Canceled, Faulted or an activity's own.</param>
/// <param name="ContextId">The number of the execution in its instance; its id is <c>{instance}-{number}</c>. 0 for the instance itself.</param>
/// <param name="ParentContextId">The number of the container's execution; 0 for the root.</param>
/// <param name="NodeIndex">The node in the graph.</param>
/// <param name="Message">A text, or null.</param>
/// <param name="Payload">Inputs that were computed, outputs, outcomes other than Done, or what the activity added; null when there is nothing.</param>
public readonly record struct JournalLine(
    long Sequence, DateTimeOffset At, string EventName, int ContextId, int ParentContextId, int NodeIndex, string? Message, JsonObject? Payload);
