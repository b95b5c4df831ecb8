namespace Ledger.Workflows.Activities.Http;

/// <summary>An endpoint that a request meets: a published definition it starts, or an instance that waits for it.</summary>
/// <param name="Template">The path as the definition gives it, such as <c>orders/{id}</c>.</param>
/// <param name="Authorize">True when only a signed-in caller may use it.</param>
/// <param name="Policy">The host's policy or role the caller must meet, or null.</param>
/// <param name="SizeMax">The largest body in bytes, or null for the host's own limit.</param>
/// <param name="RouteValues">The values of the path's parameters.</param>
public sealed record HttpWorkflowEndpoint(
    string Template, bool Authorize, string? Policy, long? SizeMax, IReadOnlyDictionary<string, string> RouteValues)
{
    internal string? DefinitionId { get; init; }

    internal string? VersionId { get; init; }

    internal string? ActivityId { get; init; }

    internal long? BookmarkId { get; init; }

    internal long? InstanceId { get; init; }
}
