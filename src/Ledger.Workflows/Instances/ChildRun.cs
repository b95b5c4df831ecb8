using System.Text.Json.Nodes;

namespace Ledger.Workflows.Instances;

/// <summary>A child as its parent sees it after the start.</summary>
internal sealed record ChildRun(long InstanceId, WorkflowSubStatus SubStatus, JsonObject Output);
