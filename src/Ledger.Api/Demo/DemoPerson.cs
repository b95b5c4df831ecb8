using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Ledger.Api.Demo;

/// <summary>A person at the HTTP API.</summary>
internal sealed class DemoPerson : IDisposable
{
    private readonly HttpClient _http;

    private DemoPerson(HttpClient http, string name)
    {
        _http = http;
        Name = name;
    }

    /// <summary>The user name.</summary>
    public string Name { get; }

    /// <summary>Signs in. The token outlives a crash of the server: its keys are in the database.</summary>
    public static async Task<DemoPerson> SignInAsync(Uri address, string userName, string language)
    {
        var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        var answer = await http.PostAsJsonAsync("/api/auth/token", new { userName, password = DemoPeople.Password });
        answer.EnsureSuccessStatusCode();
        var token = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["accessToken"]!.GetValue<string>();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new DemoPerson(http, userName);
    }

    /// <summary>Reads.</summary>
    public async Task<JsonNode> GetAsync(string path) => await ReadAsync(await _http.GetAsync(path), path);

    /// <summary>All rows of a paged list.</summary>
    public async Task<List<JsonNode>> ListAsync(string path)
    {
        var rows = new List<JsonNode>();
        for (var page = 0; ; page++)
        {
            var answer = await GetAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}page={page}&pageSize=500");
            var items = answer["items"]!.AsArray();
            rows.AddRange(items.Select(i => i!.DeepClone()));
            if (items.Count == 0 || rows.Count >= answer["totalCount"]!.GetValue<int>())
            {
                return rows;
            }
        }
    }

    /// <summary>Does something once, whatever happens to the connection.</summary>
    public async Task<JsonNode> PostAsync(string path, object body, string? key = null) => await ReadAsync(await SendAsync(path, body, key), path);

    /// <summary>Tries something that should be refused and returns the code and text of the refusal.</summary>
    public async Task<(string Code, string Text)> RefusedAsync(string path, object body)
    {
        var answer = await SendAsync(path, body, null);
        var problem = await answer.Content.ReadFromJsonAsync<JsonObject>();
        return answer.IsSuccessStatusCode
            ? throw new DemoFailedException($"{Name}: {path} should have been refused")
            : (problem!["code"]!.GetValue<string>(), problem["detail"]!.GetValue<string>());
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(string path, object body, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (key is not null)
        {
            request.Headers.Add(Http.Idempotency.Header, key);
        }

        return await _http.SendAsync(request);
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer, string path)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(text)!
            : throw new DemoFailedException($"{path}: {(int)answer.StatusCode} {text}");
    }
}
