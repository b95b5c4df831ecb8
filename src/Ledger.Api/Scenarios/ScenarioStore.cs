using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Ledger.Foundation;
using Ledger.Foundation.Auditing;

namespace Ledger.Api.Scenarios;

/// <summary>Keeps the scenarios of definitions and what came of their last run.</summary>
internal sealed class ScenarioStore(LedgerDatabase database)
{
    /// <summary>The scenarios of a definition; null when it has none.</summary>
    public async Task<ScenarioDocument?> FindAsync(string definitionId) => (await database.QueryAsync(
        "select id, definition_id, text, text_hash, origin, changed_by, changed_at from scenario_documents where definition_id = $1",
        ReadDocument, definitionId)).FirstOrDefault();

    /// <summary>The last run; null when there was none.</summary>
    public async Task<ScenarioRunRow?> LastAsync(string definitionId) => (await database.QueryAsync(
        "select id, definition_id, version, content_hash, text_hash, results, ran_by, ran_at from scenario_runs where definition_id = $1",
        ReadRun, definitionId)).FirstOrDefault();

    /// <summary>Stores scenarios that were read. What somebody edited is not replaced by a file.</summary>
    /// <returns>True when something changed.</returns>
    public Task<bool> SaveAsync(string definitionId, string text, string origin, Actor actor, CancellationToken cancellationToken = default)
    {
        var hash = HashOf(text);
        return database.WriteAsync(
            async transaction =>
            {
                var changed = await transaction.ExecuteAsync(
                    """
                    insert into scenario_documents (id, definition_id, text, text_hash, origin, changed_by, changed_at)
                    values ($1, $2, $3, $4, $5, $6, $7)
                    on conflict (definition_id) do update set text = excluded.text, text_hash = excluded.text_hash, origin = excluded.origin,
                        changed_by = excluded.changed_by, changed_at = excluded.changed_at
                    where scenario_documents.text_hash <> excluded.text_hash
                        and (excluded.origin <> 'file' or scenario_documents.origin = 'file')
                    """,
                    database.Ids.Next(), definitionId, text, hash, origin, actor.Name, database.Clock.GetUtcNow().ToUnixTimeMilliseconds());
                if (changed > 0)
                {
                    AuditTrail.Record(transaction, actor, new AuditChange("definition.scenarios-saved", "Definition", definitionId, new { hash, origin }));
                }

                return changed > 0;
            },
            cancellationToken);
    }

    /// <summary>Notes what came of a run, in place of the one before.</summary>
    public Task NoteAsync(ScenarioRunRow run) => database.WriteAsync(transaction => transaction.ExecuteAsync(
        """
        insert into scenario_runs (id, definition_id, version, content_hash, text_hash, results, ran_by, ran_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (definition_id) do update set version = excluded.version, content_hash = excluded.content_hash,
            text_hash = excluded.text_hash, results = excluded.results, ran_by = excluded.ran_by, ran_at = excluded.ran_at
        """,
        database.Ids.Next(), run.DefinitionId, (long)run.Version, run.ContentHash, run.TextHash, run.Results, run.RanBy, run.RanAt.ToUnixTimeMilliseconds()));

    private static string HashOf(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static ScenarioDocument ReadDocument(DbDataReader row) => new()
    {
        Id = row.GetInt64(0),
        DefinitionId = row.GetString(1),
        Text = row.GetString(2),
        TextHash = row.GetString(3),
        Origin = row.GetString(4),
        ChangedBy = row.GetString(5),
        ChangedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(6)),
    };

    private static ScenarioRunRow ReadRun(DbDataReader row) => new()
    {
        Id = row.GetInt64(0),
        DefinitionId = row.GetString(1),
        Version = row.GetInt32(2),
        ContentHash = row.GetString(3),
        TextHash = row.GetString(4),
        Results = row.GetString(5),
        RanBy = row.GetString(6),
        RanAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(7)),
    };
}
