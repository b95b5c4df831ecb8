using Ledger.Workflows.Instances;

namespace Ledger.Api.Workflows;

/// <summary>The overview of an instance as its page shows it: without stack traces, with rates and times left.</summary>
internal sealed record InstanceOverviewView(
    InstanceSummary Instance, string DefinitionName, IReadOnlyList<IncidentLine> Incidents, IReadOnlyList<OpenTask> Tasks,
    IReadOnlyList<ProgressLine> Progress, IReadOnlyList<InstanceSummary> Children, int ChildCount, int? PublishedVersion,
    IReadOnlyList<InstanceMove> Moves)
{
    /// <summary>The view of an overview.</summary>
    public static InstanceOverviewView Of(InstanceOverview o) => new(
        o.Summary, o.DefinitionName,
        [.. o.Incidents.Select(i => new IncidentLine(
            i.Incident.Id, i.Incident.ActivityId, i.ActivityName, i.Incident.Code, i.Incident.Message, i.Incident.At, i.Outcomes))],
        o.Tasks, [.. o.Progress.Select(p => new ProgressLine(p.ActivityName, ProgressView.Of(p.Step)))], o.Children, o.ChildCount,
        o.PublishedVersion, o.Moves);
}

/// <summary>An open incident.</summary>
internal sealed record IncidentLine(
    long Id, string ActivityId, string ActivityName, string? Code, string Message, DateTimeOffset At, IReadOnlyList<string> Outcomes);

/// <summary>A long step under way.</summary>
internal sealed record ProgressLine(string ActivityName, ProgressView Step);
