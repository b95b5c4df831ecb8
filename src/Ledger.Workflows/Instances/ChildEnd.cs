using System.Globalization;
using System.Text.Json.Nodes;

namespace Ledger.Workflows.Instances;

/// <summary>What a parent is told of the end of a child.</summary>
internal readonly record struct ChildEnd(long InstanceId, WorkflowSubStatus SubStatus, JsonNode? Output)
{
    public const string ExecuteBookmark = "Elsa.ExecuteWorkflow";
    public const string DispatchBookmark = "Elsa.DispatchWorkflow";
    public const string BulkBookmark = "Elsa.BulkDispatchWorkflows";

    /// <summary>Reads what <see cref="InstanceEnds"/> wrote; null when a person or a test resumed with something else.</summary>
    public static ChildEnd? Read(JsonNode? input) =>
        input is JsonObject end && end["childInstanceId"] is { } id
            ? new ChildEnd(
                long.Parse(id.GetValue<string>(), CultureInfo.InvariantCulture),
                Enum.Parse<WorkflowSubStatus>(end["subStatus"]!.GetValue<string>()),
                end["output"])
            : null;
}
