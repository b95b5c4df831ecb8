using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Ledger.Api.Hosting;
using Ledger.Foundation;
using Ledger.Foundation.Nodes;
using Ledger.Workflows.Mail;
using Microsoft.Extensions.Options;

namespace Ledger.Api.Operations;

/// <summary>Reads all that an administrator wants to know of the installation.</summary>
internal sealed partial class SystemReading(
    LedgerDatabase database, HostSettings host, NodeLease lease, IConfiguration configuration, IOptions<MailOptions> mail, IOutbox outbox)
{
    private const int IncidentsMax = 20;

    private static readonly (string Name, string Sql)[] Histories =
    [
        ("storage", "select count(*), max(\"MigrationId\") from storage_migrations"),
        ("ledger", "select count(*), max(\"MigrationId\") from ledger_migrations"),
        ("workflows", "select count(*), max(\"MigrationId\") from workflow_migrations"),
        ("host", "select count(*), max(\"MigrationId\") from host_migrations"),
    ];

    /// <summary>This process.</summary>
    public int Node => lease.Number;

    /// <summary>The state now, with the mails and incidents of a company.</summary>
    public async Task<SystemReport> ReadAsync(long companyId)
    {
        var now = database.Clock.GetUtcNow();
        var began = database.Clock.GetTimestamp();
        var state = await SystemEndpoints.ReadAsync(database);
        var answer = database.Clock.GetElapsedTime(began);
        var queue = (await database.QueryAsync(
            """
            select coalesce(sum(case when due_at <= $1 and (lease_until is null or lease_until < $1) then 1 else 0 end), 0),
                coalesce(sum(case when lease_until >= $1 then 1 else 0 end), 0),
                coalesce(sum(case when error is not null then 1 else 0 end), 0),
                coalesce(sum(case when due_at > $1 then 1 else 0 end), 0),
                min(case when due_at <= $1 then due_at end)
            from pending_runs
            """,
            row => new QueueReport(Whole(row[0]), Whole(row[1]), Whole(row[2]), Whole(row[3]), row.IsDBNull(4) ? null : Time(Whole(row[4]))),
            now.ToUnixTimeMilliseconds()))[0];
        var open = (await database.QueryAsync("select count(*) from incidents where company_id = $1 and resolution is null", row => row.GetInt64(0), companyId))[0];
        var incidents = await database.QueryAsync(
            "select id, instance_id, activity_id, message, at from incidents where company_id = $1 and resolution is null order by id desc limit $2",
            row => new IncidentReport(row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetString(3), Time(row.GetInt64(4))), companyId, (long)IncidentsMax);
        var version = (await database.QueryAsync(
            database.Kind == DatabaseKind.PostgreSql ? "show server_version" : "select sqlite_version()", row => row.GetString(0)))[0];
        var migrations = new List<MigrationReport>();
        foreach (var (name, sql) in Histories)
        {
            migrations.AddRange(await database.QueryAsync(sql, row => new MigrationReport(name, row.GetInt64(0), row.GetString(1))));
        }

        return new SystemReport(
            now, state, version, answer, migrations, queue, open, incidents, await outbox.CountAsync(companyId), mail.Value.Transport.ToString(),
            mail.Value.Transport == MailTransportKind.Smtp ? $"{mail.Value.Host}:{mail.Value.Port}" : mail.Value.PickupFolder,
            Disk(host.DataFolder), RuntimeInformation.OSDescription, Process.GetCurrentProcess().StartTime.ToUniversalTime(),
            GC.GetTotalMemory(false), Environment.WorkingSet, lease.Number);
    }

    /// <summary>The settings in force, by name, without secrets.</summary>
    public IReadOnlyList<(string Key, string Value)> Settings() =>
    [
        .. configuration.AsEnumerable()
            .Where(s => s.Value is not null && (s.Key.StartsWith("Ledger:", StringComparison.OrdinalIgnoreCase) || s.Key.StartsWith("OTEL_", StringComparison.Ordinal)))
            .OrderBy(s => s.Key, StringComparer.OrdinalIgnoreCase)
            .Select(s => (s.Key, Secrets().IsMatch(s.Key) ? "•••" : UserInfo().Replace(s.Value!, "//•••@"))),
    ];

    /// <summary>The room of the disk that a folder is on; null where the system does not say.</summary>
    public static DiskReport? Disk(string folder)
    {
        var path = Path.GetFullPath(folder);
        // The longest mount that holds the folder is the one it is on.
        var drive = DriveInfo.GetDrives().Where(d => path.StartsWith(d.Name, StringComparison.Ordinal)).MaxBy(d => d.Name.Length);
        return drive is { IsReady: true, TotalSize: > 0 } ? new DiskReport(path, drive.AvailableFreeSpace, drive.TotalSize) : null;
    }

    private static long Whole(object value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    [GeneratedRegex("password|secret|token|apikey|connectionstring|header|credential", RegexOptions.IgnoreCase)]
    private static partial Regex Secrets();

    // A name and password may stand in an address.
    [GeneratedRegex("//[^/@\\s]+@")]
    private static partial Regex UserInfo();
}

/// <summary>The installation at a moment.</summary>
internal sealed record SystemReport(
    DateTimeOffset At, SystemState State, string DatabaseVersion, TimeSpan DatabaseAnswer, IReadOnlyList<MigrationReport> Migrations, QueueReport Queue,
    long OpenIncidents, IReadOnlyList<IncidentReport> Incidents, MailCounts Mails, string MailTransport, string MailTarget, DiskReport? Disk,
    string OperatingSystem, DateTimeOffset StartedAt, long HeapBytes, long WorkingBytes, int Node);

/// <summary>The queue: what waits to run now, runs, stumbled and is to be tried again, and what is due later (timers).</summary>
internal sealed record QueueReport(long Waiting, long Running, long Retrying, long Later, DateTimeOffset? OldestDueAt);

/// <summary>A step that failed and waits for a person.</summary>
internal sealed record IncidentReport(long Id, long InstanceId, string ActivityId, string Message, DateTimeOffset At);

/// <summary>How far a part of the schema is.</summary>
internal sealed record MigrationReport(string Part, long Count, string Last);

/// <summary>The room on a disk, in bytes.</summary>
internal sealed record DiskReport(string Path, long Free, long Total);
