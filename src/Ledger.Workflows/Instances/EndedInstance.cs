using System.Text.Json.Nodes;

namespace Ledger.Workflows.Instances;

/// <summary>An instance that has come to an end.</summary>
/// <param name="Id">The instance.</param>
/// <param name="CompanyId">Its company.</param>
/// <param name="DefinitionId">Its definition.</param>
/// <param name="SubStatus">Finished, Cancelled or Faulted.</param>
/// <param name="ParentInstanceId">The instance that started it, or null.</param>
/// <param name="Output">What it gives back.</param>
public sealed record EndedInstance(
    long Id, long CompanyId, string DefinitionId, WorkflowSubStatus SubStatus, long? ParentInstanceId, JsonObject Output);
