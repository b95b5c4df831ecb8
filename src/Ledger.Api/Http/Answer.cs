using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;

namespace Ledger.Api.Http;

/// <summary>An answer of a known type, serialised when it is made (inside the unit of work, see <see cref="UnitOfWork"/>).</summary>
internal sealed class Answer<T> : IResult, IStoredAnswer, IEndpointMetadataProvider
{
    /// <summary>Serialises <paramref name="value"/>.</summary>
    public Answer(T value, int status = StatusCodes.Status200OK)
    {
        Status = status;
        Body = JsonSerializer.Serialize(value, LedgerJson.Options);
    }

    /// <inheritdoc/>
    public int Status { get; }

    /// <inheritdoc/>
    public string Body { get; }

    /// <inheritdoc/>
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext) => new RawAnswer(Status, Body).ExecuteAsync(httpContext);
}
