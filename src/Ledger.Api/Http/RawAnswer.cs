namespace Ledger.Api.Http;

/// <summary>Writes a JSON text that was made before.</summary>
internal sealed record RawAnswer(int Status, string Body, bool Replayed = false) : IResult, IStoredAnswer
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        if (Replayed)
        {
            httpContext.Response.Headers[Idempotency.ReplayedHeader] = "true";
        }

        if (Body.Length == 0)
        {
            return Task.CompletedTask;
        }

        httpContext.Response.ContentType = "application/json; charset=utf-8";
        return httpContext.Response.WriteAsync(Body, httpContext.RequestAborted);
    }
}
