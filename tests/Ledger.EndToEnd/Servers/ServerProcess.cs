using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Npgsql;

namespace Ledger.EndToEnd.Servers;

/// <summary>
/// <c>ledger serve</c> as a process of its own on a folder of its own. It can be killed and started again on the same data
/// and the same address, as a machine that loses its power.
/// </summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartMax = TimeSpan.FromMinutes(3);
    private static readonly Random Ports = new();
    private readonly string? _connectionString;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly bool _ownsFolder;
    private readonly object _gate = new();
    private readonly StringBuilder _log = new();
    private Process? _process;

    /// <summary>Makes none yet.</summary>
    /// <param name="folder">The data folder; null for one of its own, which goes with it.</param>
    /// <param name="connectionString">The PostgreSQL database; null for the SQLite file of the folder.</param>
    /// <param name="settings">Settings, read again at each start.</param>
    /// <param name="isSecure">True to listen over HTTPS too; the settings then name the certificate.</param>
    public ServerProcess(string? folder = null, string? connectionString = null, IReadOnlyDictionary<string, string>? settings = null, bool isSecure = false)
    {
        _ownsFolder = folder is null;
        Folder = folder ?? Path.Combine(Path.GetTempPath(), "ledger-tests", Guid.NewGuid().ToString("N"));
        _connectionString = connectionString;
        _settings = settings ?? new Dictionary<string, string>();
        Address = new Uri($"http://127.0.0.1:{FreePort()}");
        SecureAddress = isSecure ? new Uri($"https://127.0.0.1:{FreePort()}") : null;
        Directory.CreateDirectory(Folder);
    }

    /// <summary>The data folder.</summary>
    public string Folder { get; }

    /// <summary>Where it listens, also after it is started again.</summary>
    public Uri Address { get; }

    /// <summary>Where it listens over HTTPS; null when it does not.</summary>
    public Uri? SecureAddress { get; }

    /// <summary>The SQLite file.</summary>
    public string DatabaseFile => Path.Combine(Folder, "ledger.db");

    /// <summary>The folder into which mails are put as files.</summary>
    public string MailFolder => Path.Combine(Folder, "mail");

    /// <summary>The node number it took at its last start: the low bits of every key it makes.</summary>
    public int Node => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "server.json")))!["node"]!.GetValue<int>();

    /// <summary>True while the process lives.</summary>
    public bool IsRunning => _process is { HasExited: false };

    /// <summary>All that it wrote, over all its lives.</summary>
    public string Log
    {
        get
        {
            lock (_gate)
            {
                return _log.ToString();
            }
        }
    }

    /// <summary>Starts it and waits until it says that it is ready.</summary>
    public async Task StartAsync()
    {
        _process = Run(["serve", "--data", Folder, "--urls", string.Join(';', new[] { Address, SecureAddress }.OfType<Uri>().Select(a => a.ToString().TrimEnd('/')))], Write);
        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(10) };
        var waited = Stopwatch.StartNew();
        while (true)
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"The server ended with {_process.ExitCode}:\n{Tail()}");
            }

            try
            {
                using var answer = await http.GetAsync("/health/ready");
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // Not listening yet.
            }

            if (waited.Elapsed > StartMax)
            {
                throw new TimeoutException($"The server was not ready after {StartMax}:\n{Tail()}");
            }

            await Task.Delay(50);
        }
    }

    /// <summary>SIGKILL, to this process alone; nothing in it runs any more.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(); // SIGKILL
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, and its end; answers the exit code.</summary>
    public async Task<int> StopAsync()
    {
        using (var kill = Process.Start(new ProcessStartInfo("kill", ["-TERM", _process!.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))!)
        {
            await kill.WaitForExitAsync();
        }

        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return _process.ExitCode;
    }

    /// <summary>Runs another command of the program on the same data, as <c>./ledger</c> does; answers its exit code and what it wrote.</summary>
    public async Task<(int ExitCode, string Output, string Errors)> CommandAsync(params string[] arguments)
    {
        var output = new StringBuilder();
        var errors = new StringBuilder();
        using var process = Run([.. arguments, "--data", Folder, "--lang", "en"], (line, isError) => (isError ? errors : output).AppendLine(line));
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(5));
        return (process.ExitCode, output.ToString(), errors.ToString());
    }

    /// <summary>The last lines of the log.</summary>
    public string Tail(int lines = 40) => string.Join('\n', Log.Split('\n').TakeLast(lines));

    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
        {
            await KillAsync();
        }

        _process?.Dispose();
        if (_ownsFolder && Environment.GetEnvironmentVariable("LEDGER_KEEP_DATA") is null)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(Folder, recursive: true);
        }
    }

    private Process Run(IEnumerable<string> arguments, Action<string, bool> write)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
        };
        foreach (var inherited in start.Environment.Keys.Where(k => k.StartsWith("Ledger__", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(inherited);
        }

        start.Environment["Ledger__Workflows__DefinitionsFolder"] = Repository.Definitions;
        start.Environment["LANG"] = "en_US.UTF-8";
        if (_connectionString is not null)
        {
            start.Environment["Ledger__Database__Kind"] = "PostgreSql";
            start.Environment["Ledger__Database__ConnectionString"] = new NpgsqlConnectionStringBuilder(_connectionString) { MaxPoolSize = 25 }.ToString();
        }

        foreach (var (name, value) in _settings)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Hand(line.Data, false);
        process.ErrorDataReceived += (_, line) => Hand(line.Data, true);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;

        void Hand(string? line, bool isError)
        {
            if (line is not null)
            {
                lock (_gate)
                {
                    write(line, isError);
                }
            }
        }
    }

    private void Write(string line, bool isError) => _log.AppendLine(line);

    // Below the range from which the system gives ports to outgoing connections: a server must get its port back after a kill.
    private static int FreePort()
    {
        while (true)
        {
            int port;
            lock (Ports)
            {
                port = Ports.Next(20_000, 32_000);
            }

            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                continue; // taken
            }
        }
    }
}
