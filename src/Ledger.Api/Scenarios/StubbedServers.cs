using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Ledger.Api.Scenarios;

/// <summary>Answers the calls of a scenario as it says; nothing goes to the network.</summary>
internal sealed class StubbedServers(IReadOnlyList<HttpStub> stubs) : HttpMessageHandler
{
    private readonly Dictionary<HttpStub, int> _used = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentQueue<JsonObject> _calls = new();
    private readonly ConcurrentQueue<string> _unanswered = new();

    /// <summary>The calls, in order: method, url, body.</summary>
    public IReadOnlyList<JsonObject> Calls => [.. _calls];

    /// <summary>The calls that no stub answers.</summary>
    public IReadOnlyList<string> Unanswered => [.. _unanswered];

    /// <summary>The hosts that the scenario may call.</summary>
    public static IEnumerable<string> HostsOf(IReadOnlyList<HttpStub> stubs) =>
        stubs.Select(s => AddressOf(s).TrimEnd('*')).Where(a => Uri.TryCreate(a, UriKind.Absolute, out _)).Select(a => new Uri(a))
            .Select(u => u.IsDefaultPort ? u.Host : u.Authority).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (method, address) = (request.Method.Method, request.RequestUri!.AbsoluteUri);
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        _calls.Enqueue(new JsonObject { ["method"] = method, ["url"] = address, ["body"] = BodyOf(body) });
        var stub = Take(method, address);
        if (stub is null)
        {
            _unanswered.Enqueue($"{method} {address}");
        }

        return stub is null or { Fails: true } ? throw new HttpRequestException($"Nobody answers to {method} {address} in this scenario.") : AnswerOf(stub, request);
    }

    private HttpStub? Take(string method, string address)
    {
        lock (_used)
        {
            var stub = stubs.FirstOrDefault(s => Matches(s, method, address) && (s.Times is null || _used.GetValueOrDefault(s) < s.Times));
            if (stub is not null)
            {
                _used[stub] = _used.GetValueOrDefault(stub) + 1;
            }

            return stub;
        }
    }

    private static bool Matches(HttpStub stub, string method, string address)
    {
        var space = stub.When.IndexOf(' ', StringComparison.Ordinal);
        var wanted = AddressOf(stub);
        return string.Equals(space < 0 ? "GET" : stub.When[..space], method, StringComparison.OrdinalIgnoreCase)
            && (wanted.EndsWith('*') ? address.StartsWith(wanted[..^1], StringComparison.OrdinalIgnoreCase)
                : string.Equals(wanted, address, StringComparison.OrdinalIgnoreCase));
    }

    private static string AddressOf(HttpStub stub) => stub.When[(stub.When.IndexOf(' ', StringComparison.Ordinal) + 1)..].Trim();

    private static HttpResponseMessage AnswerOf(HttpStub stub, HttpRequestMessage request)
    {
        var isText = stub.Body is JsonValue value && value.GetValueKind() == System.Text.Json.JsonValueKind.String;
        var answer = new HttpResponseMessage((HttpStatusCode)stub.Status)
        {
            RequestMessage = request,
            Content = new StringContent(
                isText ? stub.Body!.GetValue<string>() : stub.Body?.ToJsonString() ?? string.Empty, Encoding.UTF8, isText ? "text/plain" : "application/json"),
        };
        foreach (var (name, text) in stub.Headers)
        {
            if (!answer.Headers.TryAddWithoutValidation(name, text))
            {
                answer.Content.Headers.Remove(name);
                answer.Content.Headers.TryAddWithoutValidation(name, text);
            }
        }

        return answer;
    }

    private static JsonNode? BodyOf(string? body)
    {
        try
        {
            return string.IsNullOrEmpty(body) ? null : JsonNode.Parse(body);
        }
        catch (System.Text.Json.JsonException)
        {
            return body;
        }
    }
}
