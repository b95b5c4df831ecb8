using System.Security.Cryptography;

namespace Ledger.Foundation.Nodes;

/// <summary>
/// A node number that one process owns while it lives, so that the keys it makes never clash with those of another
/// process on the same database (architecture.md §2.3).
/// </summary>
/// <remarks>
/// A number is free when no process ever had it, ten minutes after its process gave it back, or a day after its process
/// was last seen (it was killed). The pauses cover clocks that differ or were set back between two owners. When all numbers
/// are used up by a process that dies and is started again and again, one that was not seen for ten minutes is taken: a
/// server that cannot start for a day would be worse.
/// </remarks>
public sealed class NodeLease : IAsyncDisposable
{
    /// <summary>How long a number rests after it was given back.</summary>
    public static readonly TimeSpan RestAfterRelease = TimeSpan.FromMinutes(10);

    /// <summary>How long a number rests after its process was last seen.</summary>
    public static readonly TimeSpan RestAfterLoss = TimeSpan.FromDays(1);

    private const string Released = "";
    private const int AttemptsMax = 50;

    private readonly string _token;
    private LedgerDatabase _database;

    private NodeLease(LedgerDatabase database, int number, string token)
    {
        _database = database;
        Number = number;
        _token = token;
    }

    /// <summary>The number, 1 to 1023; 0 is left to tools that make no keys.</summary>
    public int Number { get; }

    /// <summary>Takes a free number. Of two processes that want the same one, the second takes the next.</summary>
    /// <param name="database">The database; it makes no keys here, so any node number will do for it.</param>
    /// <param name="name">Machine and process, for people.</param>
    /// <param name="cancellationToken">Stops the attempt.</param>
    /// <exception cref="InvalidOperationException">All 1,023 numbers are in use.</exception>
    public static async Task<NodeLease> JoinAsync(LedgerDatabase database, string name, CancellationToken cancellationToken = default)
    {
        var token = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var number = await database.WriteAsync(tx => TakeAsync(tx, name, token), cancellationToken);
                if (number is not null)
                {
                    return new NodeLease(database, number.Value, token);
                }
            }
            catch (Exception exception) when (LedgerTransaction.IsDuplicateKey(exception) && attempt < AttemptsMax)
            {
                // Another process inserted the same number first; the next attempt sees its row.
            }

            if (attempt >= AttemptsMax)
            {
                throw new InvalidOperationException($"No node number could be taken in {AttemptsMax} attempts.");
            }
        }
    }

    /// <summary>Goes on over the database that was opened with this number.</summary>
    public void Use(LedgerDatabase database) => _database = database;

    /// <summary>Says that this process lives; false when its number was given to another, after which it must stop at once.</summary>
    public async Task<bool> HeartbeatAsync(CancellationToken cancellationToken = default) =>
        await _database.WriteAsync(
            tx => tx.ExecuteAsync(
                "update nodes set seen_at = $3 where number = $1 and token = $2", Number, _token, Now(tx)),
            cancellationToken) == 1;

    /// <summary>Gives the number back; it may be used again after <see cref="RestAfterRelease"/>.</summary>
    public async ValueTask DisposeAsync() =>
        await _database.WriteAsync(tx => tx.ExecuteAsync(
            "update nodes set token = $3, seen_at = $4 where number = $1 and token = $2", Number, _token, Released, Now(tx)));

    private static async Task<int?> TakeAsync(LedgerTransaction tx, string name, string token)
    {
        var now = Now(tx);
        var nodes = await tx.QueryAsync(
            "select number, token, seen_at from nodes order by number",
            row => (Number: row.GetInt32(0), Token: row.GetString(1), SeenAt: row.GetInt64(2)));
        var used = nodes.Select(n => n.Number).ToHashSet();
        var unused = Enumerable.Range(1, TimeOrderedIds.NodeMax).FirstOrDefault(n => !used.Contains(n));
        if (unused != 0)
        {
            await tx.ExecuteAsync(
                "insert into nodes (number, name, token, joined_at, seen_at) values ($1, $2, $3, $4, $4)", unused, name, token, now);
            return unused;
        }

        var rested = nodes.Where(n => IsFree(n.Token, n.SeenAt, now)).OrderBy(n => n.SeenAt).ToList();
        if (rested.Count == 0)
        {
            // Twenty heartbeats missed: its process is dead, or will stop at its next one.
            rested = [.. nodes.Where(n => now - n.SeenAt > RestAfterRelease.TotalMilliseconds).OrderBy(n => n.SeenAt)];
        }

        if (rested.Count == 0)
        {
            throw new InvalidOperationException(
                $"All {TimeOrderedIds.NodeMax} node numbers are in use: too many processes were started within {RestAfterRelease.TotalMinutes} minutes.");
        }

        var taken = await tx.ExecuteAsync(
            """
            update nodes set name = $3, token = $4, joined_at = $5, seen_at = $5
            where number = $1 and token = $2 and seen_at = $6
            """,
            rested[0].Number, rested[0].Token, name, token, now, rested[0].SeenAt);
        return taken == 1 ? rested[0].Number : null;
    }

    private static bool IsFree(string token, long seenAt, long now) =>
        now - seenAt > (token == Released ? RestAfterRelease : RestAfterLoss).TotalMilliseconds;

    private static long Now(LedgerTransaction tx) => tx.Database.Clock.GetUtcNow().ToUnixTimeMilliseconds();
}
