using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Ledger.EndToEnd.Crash;

/// <summary>The other side of the external steps: takes calls and remembers their idempotency keys, so that it could tell a repetition.</summary>
internal sealed class Receiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Random _random;

    public Receiver(int seed)
    {
        _random = new Random(seed);
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/take/");
        }

        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _ = ListenAsync();
    }

    public Uri Address { get; }

    /// <summary>How often each key came, with what was said.</summary>
    public ConcurrentDictionary<(string Key, string Content), int> Calls { get; } = new();

    public void Dispose() => _listener.Close();

    private async Task ListenAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                _ = AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext call)
    {
        try
        {
            using var reader = new StreamReader(call.Request.InputStream);
            var content = await reader.ReadToEndAsync();
            Calls.AddOrUpdate((call.Request.Headers["Idempotency-Key"] ?? string.Empty, content), 1, (_, count) => count + 1);
            int pause;
            lock (_random)
            {
                pause = _random.Next(100);
            }

            await Task.Delay(pause); // long enough for a kill between the call and its answer
            call.Response.StatusCode = 200;
            call.Response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException)
        {
            // The caller was killed while it waited.
        }
    }
}
