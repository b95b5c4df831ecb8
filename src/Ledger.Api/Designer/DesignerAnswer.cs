using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Ledger.Api.Designer;

/// <summary>An answer to the designer, written as <see cref="DesignerJson"/> says.</summary>
internal sealed class DesignerAnswer<T>(T value, int status = StatusCodes.Status200OK) : IResult, IEndpointMetadataProvider
{
    /// <summary>What is answered.</summary>
    public T Value { get; } = value;

    /// <inheritdoc/>
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        return httpContext.Response.WriteAsJsonAsync(Value, DesignerJson.Options, httpContext.RequestAborted);
    }
}
