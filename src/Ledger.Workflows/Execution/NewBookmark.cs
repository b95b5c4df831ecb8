using System.Text.Json.Nodes;

namespace Ledger.Workflows.Execution;

/// <summary>A bookmark to be stored so that a stimulus or the time finds it.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Name">The kind of stimulus.</param>
/// <param name="Hash">See <see cref="BookmarkHash"/>.</param>
/// <param name="Payload">What tells it from others of its kind.</param>
/// <param name="ContextId">The execution that waits.</param>
/// <param name="NodeIndex">Its node in the graph.</param>
/// <param name="ResumeAt">When it resumes by itself, or null.</param>
/// <param name="AutoBurn">False when it stays after a resume.</param>
public sealed record NewBookmark(
    long Id, string Name, string Hash, JsonNode? Payload, int ContextId, int NodeIndex, DateTimeOffset? ResumeAt, bool AutoBurn);
