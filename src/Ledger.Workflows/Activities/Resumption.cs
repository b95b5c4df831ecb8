using System.Text.Json.Nodes;
using Ledger.Foundation;

namespace Ledger.Workflows.Activities;

/// <summary>What a resumed activity is told.</summary>
/// <param name="BookmarkName">The name of the bookmark that was resumed.</param>
/// <param name="Payload">The payload the bookmark was created with.</param>
/// <param name="Input">What the stimulus brought, or null.</param>
/// <param name="Actor">Who or what resumed it.</param>
public sealed record Resumption(string BookmarkName, JsonNode? Payload, JsonNode? Input, Actor Actor);
