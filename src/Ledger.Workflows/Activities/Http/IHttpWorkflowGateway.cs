using Ledger.Foundation;

namespace Ledger.Workflows.Activities.Http;

/// <summary>Brings HTTP requests to workflows and their answers back (features.md W4). The host maps <c>/workflows/{path}</c> to it.</summary>
/// <remarks>
/// The host asks <see cref="FindAsync"/>, checks <see cref="HttpWorkflowEndpoint.Authorize"/>,
/// <see cref="HttpWorkflowEndpoint.Policy"/> and the size of the body, then calls <see cref="HandleAsync"/>.
/// </remarks>
public interface IHttpWorkflowGateway
{
    /// <summary>The endpoint that a request meets; one that an instance waits at goes before one that starts a definition, a plain path before a template.</summary>
    /// <returns>Null when there is none: answer 404.</returns>
    Task<HttpWorkflowEndpoint?> FindAsync(long companyId, string method, string path, CancellationToken cancellationToken = default);

    /// <summary>Starts or resumes, and returns what the workflow answers with WriteHttpResponse.</summary>
    /// <remarks>
    /// A start runs its first burst before this returns. When the workflow has not answered by then, or a resumed one not
    /// within <see cref="HttpOptions.AnswerTimeout"/>, the response is 202 with the instance: it goes on without the caller.
    /// </remarks>
    /// <exception cref="WorkflowException">The start was refused, or the instance no longer waits (<c>http.gone</c>).</exception>
    Task<HttpWorkflowResponse> HandleAsync(
        HttpWorkflowEndpoint endpoint, HttpWorkflowRequest request, Actor actor, CancellationToken cancellationToken = default);
}
