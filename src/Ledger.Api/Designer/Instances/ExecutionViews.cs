using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Workflows.Instances;

namespace Ledger.Api.Designer.Instances;

/// <summary>An entry of the journal (elsa-api.md §9.4).</summary>
internal sealed record JournalView(
    string Id, string ActivityInstanceId, string? ParentActivityInstanceId, string ActivityId, string ActivityType, int ActivityTypeVersion,
    string? ActivityName, string NodeId, DateTimeOffset Timestamp, long Sequence, string EventName, string? Message, JsonObject? ActivityState,
    JsonObject? Payload)
{
    /// <summary>The view of an entry.</summary>
    public static JournalView Of(long instanceId, JournalEntry e)
    {
        var payload = (JsonObject?)e.Payload?.DeepClone();
        var inputs = payload is null ? null : Take(payload, "inputs") as JsonObject;
        return new(
            string.Create(CultureInfo.InvariantCulture, $"{instanceId}-{e.Sequence}"), e.ExecutionId, e.ParentExecutionId, e.ActivityId,
            e.ActivityType, e.ActivityVersion, e.ActivityName, e.NodeId, e.At, e.Sequence, e.EventName, e.Message, inputs, PayloadOf(e, payload));
    }

    // What ends with Done says nothing in our journal; the studio shows the outcome by this name.
    private static JsonObject? PayloadOf(JournalEntry entry, JsonObject? payload)
    {
        if (entry.EventName != "Completed")
        {
            return payload is { Count: > 0 } ? payload : null;
        }

        payload ??= [];
        payload["Outcomes"] = Take(payload, "outcomes") ?? new JsonArray("Done");
        if (Take(payload, "outputs") is { } outputs)
        {
            payload["Outputs"] = outputs;
        }

        return payload;
    }

    private static JsonNode? Take(JsonObject payload, string name)
    {
        var value = payload[name];
        payload.Remove(name);
        return value;
    }
}

/// <summary>How the activities stand (elsa-api.md §9.5).</summary>
internal sealed record ReportView(IReadOnlyList<StatsView> Stats);

/// <summary>The badge of a node.</summary>
internal sealed record StatsView(
    string ActivityId, string ActivityNodeId, long StartedCount, long CompletedCount, long UncompletedCount, bool IsBlocked, bool IsFaulted)
{
    /// <summary>Nothing more is told.</summary>
    public JsonObject Metadata { get; } = [];

    /// <summary>The view of a standing.</summary>
    public static StatsView Of(NodeStanding n) => new(n.ActivityId, n.NodeId, n.Started, n.Completed, n.Uncompleted, n.IsBlocked, n.IsFaulted);
}

/// <summary>An execution in short (elsa-api.md §9.6).</summary>
internal record ExecutionSummaryView(
    string Id, string WorkflowInstanceId, string ActivityId, string ActivityNodeId, string ActivityType, int ActivityTypeVersion,
    string? ActivityName, DateTimeOffset StartedAt, DateTimeOffset? CompletedAt, string Status, bool HasBookmarks, int AggregateFaultCount)
{
    /// <summary>Nothing more is told.</summary>
    public JsonObject Metadata { get; } = [];

    /// <summary>The view of an execution.</summary>
    public static ExecutionSummaryView Of(ActivityExecution e) => new(
        e.Id, InstanceListView.Text(e.InstanceId), e.ActivityId, e.NodeId, e.ActivityType, e.ActivityVersion, e.ActivityName, e.StartedAt,
        e.CompletedAt, e.Status, e.HasBookmarks, e.Status == "Faulted" ? 1 : 0);
}

/// <summary>An execution with its values.</summary>
internal sealed record ExecutionView : ExecutionSummaryView
{
    private ExecutionView(ExecutionSummaryView summary)
        : base(summary)
    {
    }

    public required JsonObject ActivityState { get; init; }

    public required JsonObject Payload { get; init; }

    public required JsonObject Outputs { get; init; }

    public JsonObject Properties { get; } = [];

    public ExceptionView? Exception { get; init; }

    public string? SchedulingActivityExecutionId { get; init; }

    public string? SchedulingActivityId { get; init; }

    public string? SchedulingWorkflowInstanceId { get; init; }

    public int CallStackDepth { get; init; }

    /// <summary>The view of an execution.</summary>
    public static new ExecutionView Of(ActivityExecution e) => new(ExecutionSummaryView.Of(e))
    {
        ActivityState = e.Inputs,
        Payload = e.Status == "Completed" ? new JsonObject { ["Outcomes"] = new JsonArray([.. e.Outcomes.Select(o => (JsonNode)o)]) } : [],
        Outputs = e.Outputs,
        Exception = e.Exception is { } message ? ExceptionView.Of(null, message, null) : null,
        SchedulingActivityExecutionId = e.ParentId,
        SchedulingActivityId = e.ParentActivityId,
        SchedulingWorkflowInstanceId = e.ParentId is null ? null : InstanceListView.Text(e.InstanceId),
        CallStackDepth = e.Depth,
    };
}

/// <summary>An execution with those around it (elsa-api.md §6).</summary>
internal sealed record CallStackView(string ActivityExecutionId, IReadOnlyList<ExecutionView> Items, long TotalCount);
