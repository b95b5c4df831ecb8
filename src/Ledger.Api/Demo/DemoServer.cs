using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Ledger.Api.Demo;

/// <summary>The real server as a process of its own, to be killed and started again.</summary>
internal sealed class DemoServer(string folder) : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private readonly int _port = FreePort();
    private Process? _process;

    /// <summary>Where it listens; the same after each start.</summary>
    public Uri Address => new($"http://127.0.0.1:{_port}");

    /// <summary>Its process id.</summary>
    public int ProcessId => _process!.Id;

    /// <summary>Starts it and returns when it is ready.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            start.ArgumentList.Add(typeof(DemoServer).Assembly.Location);
        }

        foreach (var argument in (string[])["serve", "--data", folder, "--urls", Address.ToString().TrimEnd('/')])
        {
            start.ArgumentList.Add(argument);
        }

        var log = new StreamWriter(Path.Combine(folder, "server.log"), append: true) { AutoFlush = true };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Write(log, line.Data);
        _process.ErrorDataReceived += (_, line) => Write(log, line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await WaitUntilReadyAsync(cancellationToken);
    }

    /// <summary>Kills it as a power failure would: SIGKILL, no chance to finish anything.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
    }

    private static void Write(StreamWriter log, string? line)
    {
        lock (log)
        {
            log.WriteLine(line);
        }
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = Address };
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                if ((await client.GetAsync("/health/ready", cancellationToken)).IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (clock.Elapsed < StartLimit && !_process!.HasExited)
            {
                // It does not listen yet.
            }

            if (_process!.HasExited || clock.Elapsed >= StartLimit)
            {
                throw new InvalidOperationException($"The server did not start; see {Path.Combine(folder, "server.log")}.");
            }

            await Task.Delay(100, cancellationToken);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
