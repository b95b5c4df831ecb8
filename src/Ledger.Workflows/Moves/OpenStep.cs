using System.Text.Json.Nodes;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Moves;

/// <summary>An execution in a stored state, with its node in both versions.</summary>
/// <param name="Json">The execution as it is stored.</param>
/// <param name="Number">Its number.</param>
/// <param name="Parent">The number of the execution around it; 0 for the root.</param>
/// <param name="From">Its node in the version that is left.</param>
/// <param name="To">Its node in the new version; null when that has none of this type there.</param>
internal sealed record OpenStep(JsonObject Json, int Number, int Parent, GraphNode From, GraphNode? To);
