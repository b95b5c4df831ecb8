using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Workflows.Graph;
using Ledger.Workflows.Persistence;
using Ledger.Workflows.Queue;

namespace Ledger.Workflows.Triggers;

/// <inheritdoc cref="ITriggerIndex"/>
internal sealed class TriggerIndex(QueueSignal signal) : ITriggerIndex
{
    /// <summary>A trigger that a stimulus has hit.</summary>
    public readonly record struct Hit(string DefinitionId, string VersionId, string ActivityId);

    /// <summary>A time trigger that is due.</summary>
    public sealed record Due(long Id, long CompanyId, string DefinitionId, string VersionId, string ActivityId, string Name, JsonNode? Payload, long DueAt);

    /// <summary>The published definitions that a stimulus starts.</summary>
    public static Task<List<Hit>> FindAsync(LedgerTransaction transaction, string hash) => transaction.QueryAsync(
        "select definition_id, version_id, activity_id from workflow_triggers where hash_key = $1 and hash = $2 and is_active order by id",
        row => new Hit(row.GetString(0), row.GetString(1), row.GetString(2)), HashKey.Of(hash), hash);

    /// <summary>Takes the next time trigger that is due and moves it to its next tick, so that each tick fires once.</summary>
    public static async Task<Due?> ClaimAsync(LedgerTransaction transaction, DateTimeOffset now)
    {
        const string select =
            """
            select id, company_id, definition_id, version_id, activity_id, name, payload, next_due_at from workflow_triggers
            where next_due_at is not null and next_due_at <= $1 and is_active order by next_due_at limit 1
            """;
        var sql = transaction.Kind == DatabaseKind.PostgreSql ? select + " for update skip locked" : select;
        var due = await transaction.QueryFirstAsync(
            sql,
            row => new Due(
                row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5),
                row.IsDBNull(6) ? null : JsonNode.Parse(row.GetString(6)), row.GetInt64(7)),
            now.ToUnixTimeMilliseconds());
        if (due is null)
        {
            return null;
        }

        var next = Tick.Next(due.Name, due.Payload, DateTimeOffset.FromUnixTimeMilliseconds(due.DueAt), now);
        await transaction.ExecuteAsync(
            "update workflow_triggers set next_due_at = $2 where id = $1", due.Id, next?.ToUnixTimeMilliseconds());
        return due;
    }

    public async Task PublishAsync(LedgerTransaction transaction, WorkflowGraph graph, long companyId)
    {
        await DatabaseLock.TakeAsync(transaction, "triggers:" + graph.DefinitionId);
        var known = await transaction.QueryAsync(
            "select id, activity_id, hash, is_active, next_due_at from workflow_triggers where definition_id = $1",
            row => (Id: row.GetInt64(0), Key: (row.GetString(1), row.GetString(2)), IsActive: row.GetBoolean(3),
                Next: row.IsDBNull(4) ? (long?)null : row.GetInt64(4)),
            graph.DefinitionId);
        var now = transaction.Database.Clock.GetUtcNow();
        await transaction.ExecuteAsync("update workflow_triggers set is_active = $2 where definition_id = $1", graph.DefinitionId, false);
        foreach (var trigger in graph.Triggers)
        {
            var old = known.FirstOrDefault(k => k.Key == (trigger.ActivityId, trigger.Hash));
            if (old.Id != 0)
            {
                // Ticks that passed while nothing was published were not missed.
                var next = !old.IsActive && trigger.Name != Tick.StartAt && old.Next is { } last && last <= now.ToUnixTimeMilliseconds()
                    ? Tick.Next(trigger.Name, trigger.Payload, DateTimeOffset.FromUnixTimeMilliseconds(last), now)?.ToUnixTimeMilliseconds()
                    : old.Next;
                await transaction.ExecuteAsync(
                    "update workflow_triggers set is_active = $2, version_id = $3, next_due_at = $4 where id = $1",
                    old.Id, true, graph.VersionId, next);
                continue;
            }

            var first = Tick.IsTime(trigger.Name) ? Tick.First(trigger.Name, trigger.Payload, now) : null;
            await transaction.ExecuteAsync(
                """
                insert into workflow_triggers (id, company_id, definition_id, version_id, activity_id, name, hash_key, hash, payload, next_due_at, is_active)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                """,
                transaction.Database.Ids.Next(), companyId, graph.DefinitionId, graph.VersionId, trigger.ActivityId, trigger.Name,
                HashKey.Of(trigger.Hash), trigger.Hash, trigger.Payload?.ToJsonString(), first?.ToUnixTimeMilliseconds(), true);
        }

        // Only a start time must be remembered after it is gone.
        await transaction.ExecuteAsync(
            "delete from workflow_triggers where definition_id = $1 and is_active = $2 and name <> $3", graph.DefinitionId, false, Tick.StartAt);
        signal.WakeAfter(transaction, 0);
    }

    public Task RetractAsync(LedgerTransaction transaction, string definitionId) =>
        transaction.ExecuteAsync("update workflow_triggers set is_active = $2 where definition_id = $1", definitionId, false);

    public Task DeleteAsync(LedgerTransaction transaction, string definitionId) =>
        transaction.ExecuteAsync("delete from workflow_triggers where definition_id = $1", definitionId);
}
