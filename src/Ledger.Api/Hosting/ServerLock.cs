using System.Text.Json;
using Ledger.Api.Http;

namespace Ledger.Api.Hosting;

/// <summary>
/// Says that a server runs on a data folder: a lock that the operating system gives back when the process ends, however
/// it ends, and a file with its process id and address beside it.
/// </summary>
internal sealed class ServerLock : IDisposable
{
    private const string LockName = "server.lock";
    private const string InfoName = "server.json";
    private readonly FileStream _lock;
    private readonly string _info;

    private ServerLock(FileStream stream, string info)
    {
        _lock = stream;
        _info = info;
    }

    /// <summary>Takes the lock; null when another server holds it.</summary>
    public static ServerLock? TryTake(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            var stream = new FileStream(Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new ServerLock(stream, Path.Combine(folder, InfoName));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The server that runs on a folder now, or null.</summary>
    public static RunningServer? Find(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return null;
        }

        using var free = TryTake(folder);
        var info = Path.Combine(folder, InfoName);
        return free is null && File.Exists(info) ? JsonSerializer.Deserialize<RunningServer>(File.ReadAllText(info), LedgerJson.Options) : null;
    }

    /// <summary>Writes where this server listens.</summary>
    public void Announce(RunningServer server) => File.WriteAllText(_info, JsonSerializer.Serialize(server, LedgerJson.Options));

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();
}

/// <summary>A server that runs on a data folder.</summary>
/// <param name="ProcessId">Its process.</param>
/// <param name="Url">Where it listens.</param>
/// <param name="Node">Its node number.</param>
/// <param name="StartedAt">Since when.</param>
internal sealed record RunningServer(int ProcessId, string Url, int Node, DateTimeOffset StartedAt);
