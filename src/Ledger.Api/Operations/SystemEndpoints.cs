using System.Reflection;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Foundation;

namespace Ledger.Api.Operations;

/// <summary>The state of the installation: nodes, queue, versions, size.</summary>
internal static class SystemEndpoints
{
    private static readonly TimeSpan AliveFor = TimeSpan.FromMinutes(2);

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/system", StateAsync).WithTags("system")
        .RequireAuthorization(Policies.Audits).WithSummary("Nodes, queue, versions, database size.");

    /// <summary>The state now.</summary>
    public static async Task<SystemState> ReadAsync(LedgerDatabase database)
    {
        var now = database.Clock.GetUtcNow();
        var nodes = await database.QueryAsync(
            "select number, name, joined_at, seen_at from nodes where token <> '' and seen_at > $1 order by number",
            row => new NodeState(row.GetInt32(0), row.GetString(1), Time(row.GetInt64(2)), Time(row.GetInt64(3))),
            (now - AliveFor).ToUnixTimeMilliseconds());
        var queue = (await database.QueryAsync(
            "select count(*), coalesce(sum(case when due_at <= $1 then 1 else 0 end), 0), min(due_at) from pending_runs",
            row => new QueueState(row.GetInt64(0), Convert.ToInt64(row.GetValue(1), null), row.IsDBNull(2) ? null : Time(row.GetInt64(2))),
            now.ToUnixTimeMilliseconds()))[0];
        var size = (await database.QueryAsync(
            database.Kind == DatabaseKind.PostgreSql
                ? "select pg_database_size(current_database())"
                : "select page_count * page_size from pragma_page_count(), pragma_page_size()",
            row => row.GetInt64(0)))[0];
        return new SystemState(
            VersionOf(typeof(SystemEndpoints).Assembly), Environment.Version.ToString(), database.Kind.ToString(), size, nodes, queue);
    }

    private static async Task<Answer<SystemState>> StateAsync(LedgerDatabase database) => new(await ReadAsync(database));

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}

/// <summary>The state of the installation.</summary>
/// <param name="Version">Ledger's version.</param>
/// <param name="Runtime">The version of .NET.</param>
/// <param name="Database">The kind of database.</param>
/// <param name="DatabaseBytes">Its size in bytes.</param>
/// <param name="Nodes">The processes seen within two minutes.</param>
/// <param name="Queue">The pending runs.</param>
internal sealed record SystemState(
    string Version, string Runtime, string Database, long DatabaseBytes, IReadOnlyList<NodeState> Nodes, QueueState Queue);

/// <summary>A process that uses the database.</summary>
internal sealed record NodeState(int Number, string Name, DateTimeOffset JoinedAt, DateTimeOffset SeenAt);

/// <summary>The queue of the engine.</summary>
/// <param name="Waiting">All pending runs, timers included.</param>
/// <param name="Due">Those that could run now.</param>
/// <param name="NextAt">When the first is or was due.</param>
internal sealed record QueueState(long Waiting, long Due, DateTimeOffset? NextAt);
