using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;

namespace Ledger.Workflows.Activities.Http;

/// <summary>Makes the call of a SendHttpRequest step: outside any transaction, with a key by which the receiver can tell a repetition.</summary>
internal static class HttpCall
{
    /// <summary>The named HTTP client; it follows no redirects and keeps no cookies.</summary>
    public const string Client = HttpOptions.Client;

    private const int RetriesMax = 2;
    private static readonly HashSet<string> Methods = new(StringComparer.Ordinal) { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" };

    // What is over within seconds (a restart, a full queue) is not worth a failed attempt of the step.
    private static readonly ResiliencePipeline Retries = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>(),
            MaxRetryAttempts = RetriesMax,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(200),
            UseJitter = true,
        })
        .Build();

    /// <summary>The request as it is stored before the call.</summary>
    /// <exception cref="WorkflowException"><c>http.url-invalid</c>, <c>http.host-not-allowed</c>, <c>http.method-invalid</c>, <c>http.header-invalid</c>.</exception>
    public static JsonObject Prepare(
        string? url, string? method, object? content, string? contentType, string? authorization, JsonObject? headers, HttpOptions options)
    {
        var address = AddressOf(url, options);
        var verb = string.IsNullOrWhiteSpace(method) ? "GET" : method.Trim().ToUpperInvariant();
        if (!Methods.Contains(verb))
        {
            throw new WorkflowException("http.method-invalid", $"'{method}' is not a method that may be used.", method);
        }

        if (authorization?.Any(char.IsControl) == true)
        {
            throw new WorkflowException("http.header-invalid", "The authorization holds a control character.", "Authorization");
        }

        var (body, type) = HttpContentText.Format(content, contentType);
        return new JsonObject
        {
            ["url"] = address.AbsoluteUri,
            ["method"] = verb,
            ["headers"] = HttpHeaderRules.Check(headers),
            ["authorization"] = string.IsNullOrWhiteSpace(authorization) ? null : authorization,
            ["contentType"] = body is null ? null : type,
            ["body"] = body,
        };
    }

    /// <summary>Makes the call; the answer, or <c>{ "failure": "connect" | "timeout" }</c>.</summary>
    public static async Task<JsonObject> SendAsync(JsonNode request, string idempotencyKey, IServiceProvider services, CancellationToken cancellationToken)
    {
        var options = services.GetRequiredService<IOptions<HttpOptions>>().Value;
        var client = services.GetRequiredService<IHttpClientFactory>().CreateClient(Client);
        _ = AddressOf((string?)request["url"], options); // The list may have become shorter since the request was stored.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.CallTimeout);
        try
        {
            return await Retries.ExecuteAsync(
                async token =>
                {
                    using var message = MessageOf(request, idempotencyKey);
                    using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, token);
                    return await ReadAsync(response, options, token);
                },
                limit.Token);
        }
        catch (HttpRequestException e)
        {
            return new JsonObject { ["failure"] = "connect", ["message"] = e.Message };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new JsonObject { ["failure"] = "timeout", ["message"] = $"No answer within {options.CallTimeout.TotalSeconds:0} seconds." };
        }
    }

    private static Uri AddressOf(string? url, HttpOptions options)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0)
        {
            throw new WorkflowException("http.url-invalid", $"'{url}' is not a complete http or https address.", url);
        }

        if (!options.AllowedHosts.Any(allowed => IsAllowed(address, allowed)))
        {
            throw new WorkflowException(
                "http.host-not-allowed", $"{address.Authority} is not among the hosts that workflows may call (Ledger:Http:AllowedHosts).", address.Authority);
        }

        return address;
    }

    private static bool IsAllowed(Uri address, string allowed)
    {
        var rule = allowed.Trim();
        return rule.StartsWith("*.", StringComparison.Ordinal)
            ? address.IsDefaultPort && address.Host.EndsWith(rule[1..], StringComparison.OrdinalIgnoreCase)
            : string.Equals(rule, address.IsDefaultPort ? address.Host : address.Authority, StringComparison.OrdinalIgnoreCase);
    }

    private static HttpRequestMessage MessageOf(JsonNode request, string idempotencyKey)
    {
        var message = new HttpRequestMessage(new HttpMethod((string)request["method"]!), (string)request["url"]!);
        if ((string?)request["body"] is { } body)
        {
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse((string)request["contentType"]!);
        }

        message.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        if ((string?)request["authorization"] is { } authorization)
        {
            message.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        foreach (var (name, values) in HttpHeaderRules.Read(request["headers"] as JsonObject))
        {
            if (!message.Headers.TryAddWithoutValidation(name, values))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, values);
            }
        }

        return message;
    }

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage response, HttpOptions options, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var buffer = new MemoryStream();
        var block = new byte[16 * 1024];
        for (int read; (read = await stream.ReadAsync(block, cancellationToken)) > 0;)
        {
            buffer.Write(block, 0, read);
            if (buffer.Length > options.AnswerBytesMax)
            {
                throw new WorkflowException(
                    "http.response-too-large", $"The answer of {response.RequestMessage?.RequestUri?.Authority} is larger than {options.AnswerBytesMax} bytes.",
                    response.RequestMessage?.RequestUri?.Authority, options.AnswerBytesMax);
            }
        }

        var headers = new JsonObject();
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
        {
            headers[name] = string.Join(", ", values);
        }

        return new JsonObject
        {
            ["statusCode"] = (int)response.StatusCode,
            ["headers"] = headers,
            ["contentType"] = response.Content.Headers.ContentType?.MediaType,
            ["body"] = Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length),
        };
    }
}
