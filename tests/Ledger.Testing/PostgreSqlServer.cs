using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Ledger.Testing;

/// <summary>
/// A private PostgreSQL cluster for the tests of this process: a temporary folder, a free port, 127.0.0.1 only. It is
/// started on first use; when the process has ended, however it ended, a small shell stops it and removes the folder.
/// </summary>
public static class PostgreSqlServer
{
    private static readonly Lazy<Task<int>> Port = new(StartAsync);
    private static int _databases;

    /// <summary>Creates an empty database and returns its connection string.</summary>
    public static async Task<string> CreateDatabaseAsync()
    {
        var port = await Port.Value;
        var name = $"ledger_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(ConnectionString(port, "postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"create database {name}", connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionString(port, name);
    }

    private static string ConnectionString(int port, string database) =>
        $"Host=127.0.0.1;Port={port};Username=ledger;Database={database};Maximum Pool Size=40;Timeout=30";

    private static async Task<int> StartAsync()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"ledger-postgres-{Environment.ProcessId}-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        var bin = FindBinaries();
        var port = FreePort();
        if (Environment.UserName == "root")
        {
            // PostgreSQL refuses to run as root; Debian's package brings the user it runs as.
            await RunAsync("chown", ["postgres", folder]);
        }

        await RunAsServerUserAsync(Path.Combine(bin, "initdb"), ["-D", $"{folder}/data", "-U", "ledger", "-A", "trust", "-E", "UTF8", "--no-sync"]);
        await RunAsServerUserAsync(
            Path.Combine(bin, "pg_ctl"),
            ["-D", $"{folder}/data", "-l", $"{folder}/log", "-w", "-t", "60", "-o",
             $"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c max_connections=200 -c shared_buffers=64MB", "start"]);
        await CleanUpAfterwardsAsync(bin, folder);
        return port;
    }

    // Not in ProcessExit: the test runner gives its process a tenth of a second to end, and a killed one gets none.
    private static Task CleanUpAfterwardsAsync(string bin, string folder)
    {
        var asServerUser = Environment.UserName == "root" ? "runuser -u postgres -- " : string.Empty;
        var script = $"while kill -0 {Environment.ProcessId} 2>/dev/null; do sleep 1; done; "
            + $"{asServerUser}'{bin}/pg_ctl' -D '{folder}/data' -m immediate -w stop; rm -rf '{folder}'";
        return RunAsync("/bin/sh", ["-c", "setsid /bin/sh -c \"$0\" &", script]);
    }

    private static string FindBinaries() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin"))
                .Where(d => File.Exists(Path.Combine(d, "initdb"))).OrderDescending().First()
            : throw new InvalidOperationException(
                "PostgreSQL is not installed. On Debian: apt-get install postgresql (./test does it).");

    private static Task RunAsServerUserAsync(string program, string[] arguments) =>
        Environment.UserName == "root"
            ? RunAsync("runuser", ["-u", "postgres", "--", program, .. arguments])
            : RunAsync(program, arguments);

    private static async Task RunAsync(string program, string[] arguments)
    {
        // Output is not redirected into pipes: the server started here would inherit and hold them open.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "cd /tmp && \"$0\" \"$@\" >/dev/null 2>&1 </dev/null", program, .. arguments]);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}."));
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
