using System.Reflection;
using System.Text.Json;
using Ledger.Api.Http;

namespace Ledger.Api.Designer.Instances;

/// <summary>The body of a request about instances, read as <see cref="DesignerJson"/> says; <see cref="Value"/> is a new one when the body is empty.</summary>
internal sealed class InstanceBody<T>(T value)
    where T : class, new()
{
    /// <summary>What was sent.</summary>
    public T Value { get; } = value;

    /// <summary>Lets handlers take it as a parameter.</summary>
    /// <exception cref="RequestRefusedException"><c>request.malformed</c>.</exception>
    public static async ValueTask<InstanceBody<T>?> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        if (http.Request.ContentLength == 0 || !http.Request.HasJsonContentType())
        {
            return new InstanceBody<T>(new T());
        }

        try
        {
            return new InstanceBody<T>(
                await JsonSerializer.DeserializeAsync<T>(http.Request.Body, DesignerJson.Options, http.RequestAborted) ?? new T());
        }
        catch (JsonException e)
        {
            throw new RequestRefusedException(400, "request.malformed", e.Message, e.Message);
        }
    }
}
