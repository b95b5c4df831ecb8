namespace Ledger.Workflows.Activities.Http;

/// <summary>A request to a workflow, as the host received it.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path after the prefix of workflows, without a leading slash, such as <c>orders/12</c>.</param>
public sealed record HttpWorkflowRequest(string Method, string Path)
{
    /// <summary>The query string's values, by name.</summary>
    public IReadOnlyDictionary<string, string[]> Query { get; init; } = new Dictionary<string, string[]>();

    /// <summary>The headers that are to be seen by the workflow; the host leaves out credentials and cookies.</summary>
    public IReadOnlyDictionary<string, string[]> Headers { get; init; } = new Dictionary<string, string[]>();

    /// <summary>The media type of the body, or null.</summary>
    public string? ContentType { get; init; }

    /// <summary>The body as text, or null.</summary>
    public string? Body { get; init; }
}
