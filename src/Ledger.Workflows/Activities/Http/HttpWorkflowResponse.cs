namespace Ledger.Workflows.Activities.Http;

/// <summary>What a workflow answers.</summary>
/// <param name="Status">The HTTP status; 202 with no body when the workflow has not answered yet.</param>
/// <param name="InstanceId">The instance that was started or resumed; null when it is not known.</param>
public sealed record HttpWorkflowResponse(int Status, long? InstanceId)
{
    /// <summary>The media type of the body, or null.</summary>
    public string? ContentType { get; init; }

    /// <summary>Further headers.</summary>
    public IReadOnlyDictionary<string, string[]> Headers { get; init; } = new Dictionary<string, string[]>();

    /// <summary>The body, or null.</summary>
    public string? Body { get; init; }
}
