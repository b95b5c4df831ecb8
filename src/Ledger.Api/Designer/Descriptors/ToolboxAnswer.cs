using Microsoft.Net.Http.Headers;

namespace Ledger.Api.Designer.Descriptors;

/// <summary>Writes the toolbox: compressed, and not at all when the browser has it already.</summary>
internal sealed class ToolboxAnswer(ToolboxDocument document, string language) : IResult
{
    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        // The language and the person decide what is in it, so only the browser itself may keep it, and must ask each time.
        var tag = new EntityTagHeaderValue($"\"{document.Revision}-{language}\"");
        var headers = response.GetTypedHeaders();
        headers.ETag = tag;
        headers.CacheControl = new CacheControlHeaderValue { Private = true, NoCache = true };
        response.Headers.Vary = "Accept-Encoding, Accept-Language, Authorization, Cookie";
        response.Headers.ContentLanguage = language;
        if (request.GetTypedHeaders().IfNoneMatch.Any(t => t.Compare(tag, useStrongComparison: false)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var (body, encoding) = document.For(request.Headers.AcceptEncoding);
        if (encoding is not null)
        {
            response.Headers.ContentEncoding = encoding;
        }

        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
