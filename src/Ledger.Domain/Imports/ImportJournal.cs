using System.Text.Json;
using Ledger.Foundation;

namespace Ledger.Domain.Imports;

/// <summary>Keeps the record of an import: the batch, how far it is, and what became of each line (T2).</summary>
internal sealed class ImportJournal(LedgerDatabase database, Actor actor, string kind)
{
    private const int ValueLengthMax = 200;

    private static readonly BulkInsert InsertLines = new(
        "import_lines", "id", "company_id", "batch_id", "line_number", "verdict", "code", "arguments", "field", "value", "subject_id");

    /// <summary>Goes on with the interrupted import of the same file, or begins one; returns its key and the last line that is dealt with.</summary>
    public Task<(long BatchId, long Position)> BeginAsync(string fileName, string hash, CancellationToken cancellationToken) =>
        database.WriteAsync(
            actor,
            async session =>
            {
                var open = await session.Transaction.QueryFirstAsync<(long Id, long Position)>(
                    """
                    update import_batches set state = 'Running', revision = revision + 1
                    where id = (select id from import_batches where company_id = $1 and kind = $2 and file_hash = $3 and state <> 'Completed' order by id desc limit 1)
                    returning id, position
                    """,
                    row => (row.GetInt64(0), row.GetInt64(1)), session.CompanyId, kind, hash);
                if (open.Id != 0)
                {
                    session.Audit("import.resumed", "import", open.Id, new { kind, fileName, afterLine = open.Position });
                    return open;
                }

                var id = session.NewId();
                await session.Transaction.ExecuteAsync(
                    """
                    insert into import_batches (id, company_id, kind, file_name, file_hash, rows, accepted, rejected, warned, unchanged, position,
                        state, "by", at, finished_at, revision)
                    values ($1, $2, $3, $4, $5, 0, 0, 0, 0, 0, 0, 'Running', $6, $7, null, 0)
                    """,
                    id, session.CompanyId, kind, fileName[^Math.Min(fileName.Length, ColumnSizes.Name)..], hash, actor.Name, Stored.Of(session.Now));
                session.Audit("import.started", "import", id, new { kind, fileName, hash });
                return (id, 0L);
            },
            cancellationToken);

    /// <summary>Moves the place reached; refuses when another process is importing the same.</summary>
    public async Task MoveAsync(LedgerSession session, long batchId, long from, long to)
    {
        var moved = await session.Transaction.ExecuteAsync(
            "update import_batches set position = $3, revision = revision + 1 where id = $1 and position = $2 and state = 'Running'", batchId, from, to);
        if (moved == 0)
        {
            throw new DomainException("import.elsewhere", "The same import is running elsewhere.") { IsConflict = true };
        }
    }

    /// <summary>Writes what there is to say of the lines of a chunk and adds to the counts.</summary>
    /// <remarks>A line taken without a remark has no row: what it made carries the import's key. One that was there already is only counted.</remarks>
    public async Task WriteLinesAsync<T>(LedgerSession session, long batchId, IReadOnlyList<ImportedRow<T>> rows)
        where T : class
    {
        var counts = new ImportCounts();
        counts.Add(rows);
        await InsertLines.RunAsync(session.Transaction, rows.SelectMany(row => Lines(session, batchId, row)));
        await session.Transaction.ExecuteAsync(
            """
            update import_batches set rows = rows + $2, accepted = accepted + $3, rejected = rejected + $4, warned = warned + $5,
                unchanged = unchanged + $6 where id = $1
            """,
            batchId, counts.Rows, counts.Accepted, counts.Rejected, counts.Warned, counts.Unchanged);
    }

    /// <summary>Ends the import.</summary>
    public Task EndAsync(long batchId, ImportState state) => database.WriteAsync(actor, async session =>
    {
        var counts = await session.Transaction.QueryFirstAsync(
            """
            update import_batches set state = $2, finished_at = $3, revision = revision + 1 where id = $1
            returning rows, accepted, rejected, warned, unchanged
            """,
            row => new { Rows = row.GetInt32(0), Accepted = row.GetInt32(1), Rejected = row.GetInt32(2), Warned = row.GetInt32(3), Unchanged = row.GetInt32(4) },
            batchId, state.ToString(), Stored.Of(session.Now));
        session.Audit($"import.{state.ToString().ToLowerInvariant()}", "import", batchId, counts);
    });

    private static IEnumerable<object?[]> Lines<T>(LedgerSession session, long batchId, ImportedRow<T> row)
        where T : class
    {
        var verdict = row.Verdict.ToString();
        foreach (var reason in row.Reasons)
        {
            yield return
            [
                session.NewId(), session.CompanyId, batchId, row.Line, verdict, reason.Code,
                reason.Arguments.Count == 0 ? null : JsonSerializer.Serialize(reason.Arguments), reason.Field,
                reason.Value?[..Math.Min(reason.Value.Length, ValueLengthMax)].Replace('\0', '\uFFFD'), row.SubjectId,
            ];
        }
    }
}
