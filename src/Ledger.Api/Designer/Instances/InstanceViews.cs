using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Workflows.Instances;

namespace Ledger.Api.Designer.Instances;

/// <summary>An instance in the studio's list (elsa-api.md §9.1).</summary>
internal record InstanceListView(
    string Id, string DefinitionId, string DefinitionVersionId, int Version, WorkflowStatus Status, WorkflowSubStatus SubStatus,
    string? CorrelationId, string? Name, int IncidentCount, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? FinishedAt)
{
    /// <summary>The view of an instance.</summary>
    public static InstanceListView Of(InstanceSummary i)
    {
        var status = InstanceStatuses.Of(i.SubStatus);
        return new(
            Text(i.Id), i.DefinitionId, i.VersionId, i.Version, status, i.SubStatus, i.CorrelationId, i.Name, i.IncidentCount,
            i.CreatedAt, i.UpdatedAt, status == WorkflowStatus.Finished ? i.FinishedAt : null);
    }

    /// <summary>A key as the studio holds it.</summary>
    public static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}

/// <summary>An instance in the studio's viewer (elsa-api.md §9.2).</summary>
internal sealed record InstanceView : InstanceListView
{
    private InstanceView(InstanceListView summary)
        : base(summary)
    {
    }

    public required InstanceStateView WorkflowState { get; init; }

    public string? ParentWorkflowInstanceId { get; init; }

    /// <summary>The view of an instance.</summary>
    public static InstanceView Of(InstanceDetail detail)
    {
        var summary = InstanceListView.Of(detail.Summary);
        return new InstanceView(summary)
        {
            ParentWorkflowInstanceId = detail.Summary.ParentInstanceId is { } parent ? Text(parent) : null,
            WorkflowState = new InstanceStateView(
                summary.Id, summary.DefinitionId, summary.DefinitionVersionId, summary.Version, summary.CorrelationId, summary.Status,
                summary.SubStatus, [.. detail.Bookmarks.Select(BookmarkView.Of)],
                [.. detail.Incidents.Where(i => i.Resolution is null).Select(IncidentView.Of)], [], [], detail.Input, detail.Output,
                new JsonObject { ["StartedBy"] = detail.Summary.StartedBy }, summary.CreatedAt, summary.UpdatedAt, summary.FinishedAt),
        };
    }
}

/// <summary>The state as the studio reads it; what it draws are incidents, input and output.</summary>
internal sealed record InstanceStateView(
    string Id, string DefinitionId, string DefinitionVersionId, int DefinitionVersion, string? CorrelationId, WorkflowStatus Status,
    WorkflowSubStatus SubStatus, IReadOnlyList<BookmarkView> Bookmarks, IReadOnlyList<IncidentView> Incidents,
    IReadOnlyList<JsonObject> CompletionCallbacks, IReadOnlyList<JsonObject> ActivityExecutionContexts, JsonObject Input, JsonObject Output,
    JsonObject Properties, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? FinishedAt);

/// <summary>A point where an instance waits.</summary>
internal sealed record BookmarkView(
    string Id, string Name, string Hash, JsonNode? Payload, string ActivityId, string ActivityNodeId, string ActivityInstanceId, bool AutoBurn,
    DateTimeOffset CreatedAt)
{
    /// <summary>The view of a bookmark.</summary>
    public static BookmarkView Of(BookmarkInfo b) => new(
        InstanceListView.Text(b.Id), b.Name, b.Hash, b.Payload, b.ActivityId, b.NodeId, b.ExecutionId, true, b.CreatedAt);
}

/// <summary>A step that failed for good.</summary>
internal sealed record IncidentView(
    string ActivityId, string ActivityNodeId, string ActivityType, string Message, ExceptionView? Exception, DateTimeOffset Timestamp)
{
    /// <summary>The view of an incident.</summary>
    public static IncidentView Of(IncidentInfo i) =>
        new(i.ActivityId, i.NodeId, i.ActivityType, i.Message, ExceptionView.Of(i.Code, i.Message, i.Exception), i.At);
}

/// <summary>An exception as the studio shows it.</summary>
internal sealed record ExceptionView(string Type, string Message, string? StackTrace)
{
    /// <summary>The view of a reason: its code stands where others show a class.</summary>
    public static ExceptionView Of(string? code, string message, string? full) => new(code ?? "error", message, full);
}

/// <summary>A paged list (elsa-api.md §2).</summary>
internal sealed record PagedView<T>(IReadOnlyList<T> Items, long TotalCount)
{
    /// <summary>The studio reads it and there is nothing to say.</summary>
    public IReadOnlyList<JsonObject> Links { get; } = [];
}

/// <summary>A plain list (elsa-api.md §2).</summary>
internal sealed record ListView<T>(IReadOnlyList<T> Items)
{
    /// <summary>How many.</summary>
    public int Count => Items.Count;
}

/// <summary>Where an instance stands (elsa-api.md §9.3); a later <c>updatedAt</c> makes the studio read again.</summary>
internal sealed record ExecutionStateView(WorkflowStatus Status, WorkflowSubStatus SubStatus, DateTimeOffset UpdatedAt);

/// <summary>A variable and its value now (elsa-api.md §9.7).</summary>
internal sealed record VariableView(string Id, string Name, JsonNode? Value);
