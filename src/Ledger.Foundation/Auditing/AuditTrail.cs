using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Ledger.Foundation.Auditing;

/// <summary>Appends changes to the hash-chained audit trail, in the transaction that makes them (features.md W14).</summary>
public static class AuditTrail
{
    /// <summary>What stands before the first entry of a chain.</summary>
    public const string Origin = "0000000000000000000000000000000000000000000000000000000000000000";

    private static readonly object Key = new();
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };

    /// <summary>Records <paramref name="change"/>; it is written at the end of the unit of work and undone with it.</summary>
    /// <remarks>Entries are appended last so that the company's chain is locked for as short a time as possible.</remarks>
    public static void Record(LedgerTransaction transaction, Actor actor, AuditChange change)
    {
        var pending = transaction.Share(Key, tx =>
        {
            var buffer = new AuditBuffer();
            tx.BeforeCommit(_ => FlushAsync(tx, buffer.Changes));
            return buffer;
        });
        pending.Changes.Add((actor, change));
    }

    /// <summary>The hash that an entry with these fields must carry.</summary>
    public static string HashOf(AuditEntry entry)
    {
        // Unit separators keep two neighbouring fields from being shifted into each other.
        var text = string.Join('\u001f',
            entry.PreviousHash,
            entry.CompanyId.ToString(CultureInfo.InvariantCulture),
            entry.Sequence.ToString(CultureInfo.InvariantCulture),
            entry.At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            entry.UserId?.ToString(CultureInfo.InvariantCulture),
            entry.UserName,
            entry.InstanceId?.ToString(CultureInfo.InvariantCulture),
            entry.Action,
            entry.SubjectType,
            entry.SubjectId,
            entry.Detail);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static async Task FlushAsync(LedgerTransaction transaction, List<(Actor Actor, AuditChange Change)> pending)
    {
        foreach (var company in pending.GroupBy(p => p.Actor.CompanyId).OrderBy(g => g.Key))
        {
            // The insert makes the row when it is missing; the update then locks it on PostgreSQL until the commit.
            await transaction.ExecuteAsync(
                "insert into audit_heads (company_id, sequence, hash) values ($1, 0, $2) on conflict (company_id) do nothing",
                company.Key, Origin);
            var head = await transaction.QueryFirstAsync<(long Sequence, string Hash)>(
                "update audit_heads set sequence = sequence where company_id = $1 returning sequence, hash",
                row => (row.GetInt64(0), row.GetString(1)), company.Key);
            foreach (var (actor, change) in company)
            {
                head = await AppendAsync(transaction, actor, change, head.Sequence + 1, head.Hash);
            }

            await transaction.ExecuteAsync(
                "update audit_heads set sequence = $2, hash = $3 where company_id = $1", company.Key, head.Sequence, head.Hash);
        }

        pending.Clear();
    }

    private static async Task<(long Sequence, string Hash)> AppendAsync(
        LedgerTransaction transaction, Actor actor, AuditChange change, long sequence, string previous)
    {
        var draft = new AuditEntry
        {
            Id = transaction.Database.Ids.Next(),
            CompanyId = actor.CompanyId,
            Sequence = sequence,
            At = transaction.Database.Clock.GetUtcNow(),
            UserId = actor.UserId,
            UserName = actor.Name,
            InstanceId = actor.InstanceId,
            Action = change.Action,
            SubjectType = change.SubjectType,
            SubjectId = change.SubjectId,
            Detail = change.Detail is null ? "{}" : JsonSerializer.Serialize(change.Detail, Json),
            PreviousHash = previous,
            Hash = string.Empty,
        };
        var hash = HashOf(draft);
        await transaction.ExecuteAsync(
            """
            insert into audit_entries (id, company_id, sequence, at, user_id, user_name, instance_id, action,
                subject_type, subject_id, detail, previous_hash, hash)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            """,
            draft.Id, draft.CompanyId, sequence, draft.At.ToUnixTimeMilliseconds(), draft.UserId, draft.UserName,
            draft.InstanceId, draft.Action, draft.SubjectType, draft.SubjectId, draft.Detail, previous, hash);
        return (sequence, hash);
    }
}
