using System.Text.Json.Nodes;

namespace Ledger.Workflows.Instances;

/// <summary>A variable of an instance and its value now.</summary>
public sealed record VariableValue(string Id, string Name, JsonNode? Value);
