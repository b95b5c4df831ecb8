using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.EndToEnd.Clients;

/// <summary>
/// A person at the HTTP API. When the server is gone in the middle of a call, the call is made again when it is back, with the same
/// idempotency key: as every client of Ledger may and should.
/// </summary>
internal sealed class LedgerClient : IDisposable
{
    private const string KeyHeader = "Idempotency-Key";
    private readonly HttpClient _http;
    private readonly TimeSpan _patience;

    private LedgerClient(HttpClient http, string userName, TimeSpan patience)
    {
        _http = http;
        UserName = userName;
        _patience = patience;
    }

    /// <summary>Who calls.</summary>
    public string UserName { get; }

    /// <summary>A client without credentials.</summary>
    public static HttpClient Anonymous(Uri address) =>
        new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(5) })
        {
            BaseAddress = address,
            Timeout = TimeSpan.FromSeconds(100),
        };

    /// <summary>Signs in with a bearer token, which outlives the server that gave it.</summary>
    public static async Task<LedgerClient> SignInAsync(Uri address, string userName, string password, TimeSpan? patience = null)
    {
        var http = Anonymous(address);
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        var client = new LedgerClient(http, userName, patience ?? TimeSpan.FromMinutes(5));
        var answer = await client.PostAsync("/api/auth/token", new { userName, password });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", answer["accessToken"]!.GetValue<string>());
        return client;
    }

    /// <summary>The same person at another node.</summary>
    public LedgerClient At(Uri address)
    {
        var http = Anonymous(address);
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        http.DefaultRequestHeaders.Authorization = _http.DefaultRequestHeaders.Authorization;
        return new LedgerClient(http, UserName, _patience);
    }

    public Task<JsonNode> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null, null);

    public Task<JsonNode> PostAsync(string path, object? body = null, string? key = null) => SendAsync(HttpMethod.Post, path, body, key);

    public Task<JsonNode> PutAsync(string path, object body) => SendAsync(HttpMethod.Put, path, body, null);

    /// <summary>The rows of a list's first page.</summary>
    public async Task<IReadOnlyList<JsonNode>> ListAsync(string path)
    {
        var answer = await GetAsync(path);
        return [.. (answer as JsonArray ?? answer["items"]!.AsArray()).Select(n => n!)];
    }

    /// <summary>Sends a call; answers its JSON, or throws <see cref="LedgerRefusal"/>.</summary>
    public async Task<JsonNode> SendAsync(HttpMethod method, string path, object? body, string? key)
    {
        using var answer = await TrySendAsync(method, path, () => body is null ? null : JsonContent.Create(body), key);
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
        {
            throw new LedgerRefusal(method, path, answer.StatusCode, CodeOf(text), text);
        }

        return JsonNode.Parse(text) ?? throw new JsonException($"{method} {path} answered nothing.");
    }

    /// <summary>Sends a call and gives the answer whatever it is.</summary>
    /// <remarks>Without a key only what may be done twice is tried again: the caller knows, and gives a key or not.</remarks>
    public async Task<HttpResponseMessage> TrySendAsync(HttpMethod method, string path, Func<HttpContent?> content, string? key, bool asksFirst = false)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            using var request = new HttpRequestMessage(method, path) { Content = content() };
            request.Headers.ExpectContinue = asksFirst; // a refusal is read before the body is sent
            if (key is not null)
            {
                request.Headers.Add(KeyHeader, key);
            }

            try
            {
                var answer = await _http.SendAsync(request);
                if (answer.StatusCode != HttpStatusCode.ServiceUnavailable || waited.Elapsed > _patience)
                {
                    return answer;
                }

                answer.Dispose();
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException && waited.Elapsed < _patience)
            {
                // The server is gone, or went while it answered.
            }

            await Task.Delay(100);
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>The code of problem details; null when the text is none.</summary>
    public static string? CodeOf(string body)
    {
        try
        {
            return JsonNode.Parse(body)?["code"]?.GetValue<string>();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
