using Ledger.Workflows.Instances;

namespace Ledger.Api.Designer.Instances;

/// <summary>An instance as a file: for support and for keeping, not for importing.</summary>
internal sealed record InstanceExport(
    InstanceView WorkflowInstance, IReadOnlyList<VariableView> Variables, IReadOnlyList<InstanceMove> Moves, IReadOnlyList<IncidentInfo> Incidents,
    IReadOnlyList<JournalView> WorkflowExecutionLogRecords, IReadOnlyList<ExecutionView> ActivityExecutionRecords)
{
    /// <summary>The name of the file.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string FileName => $"workflow-instance-{WorkflowInstance.DefinitionId}-{WorkflowInstance.Id}.json";

    /// <summary>All that is known of an instance; null when the company has none of that id.</summary>
    public static async Task<InstanceExport?> FindAsync(
        IInstanceQueries instances, IInstanceJournal journal, long companyId, long instanceId, CancellationToken cancellationToken)
    {
        if (await instances.FindAsync(companyId, instanceId, cancellationToken) is not { } detail)
        {
            return null;
        }

        var entries = await journal.PageAsync(companyId, instanceId, new JournalQuery(), cancellationToken);
        var executions = await journal.ExecutionsAsync(companyId, instanceId, new ExecutionQuery(), cancellationToken);
        return new InstanceExport(
            InstanceView.Of(detail), [.. detail.Variables.Select(v => new VariableView(v.Id, v.Name, v.Value))], detail.Moves, detail.Incidents,
            [.. (entries?.Items ?? []).Select(e => JournalView.Of(instanceId, e))], [.. (executions ?? []).Select(ExecutionView.Of)]);
    }
}
