using System.Data.Common;
using Ledger.Foundation;

namespace Ledger.Workflows.Definitions;

/// <summary>Reads and writes the tables definition_revisions and definition_editors in a unit of work.</summary>
internal static class EditorTable
{
    private const string RevisionColumns = "revision, changed_at, changed_by, change, session";

    public static async Task<DefinitionRevision> RevisionAsync(LedgerTransaction transaction, string definitionId) =>
        await transaction.QueryFirstAsync($"select {RevisionColumns} from definition_revisions where definition_id = $1", ReadRevision, definitionId)
        ?? DefinitionRevision.None;

    public static async Task<DefinitionRevision> RevisionAsync(LedgerDatabase database, string definitionId) =>
        (await database.QueryAsync($"select {RevisionColumns} from definition_revisions where definition_id = $1", ReadRevision, definitionId))
        .FirstOrDefault(DefinitionRevision.None);

    /// <summary>Counts a change; the session that makes it has seen it.</summary>
    public static async Task TouchAsync(LedgerTransaction transaction, string definitionId, Actor actor, string change, EditorSession? editor)
    {
        var now = transaction.Database.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        var revision = await transaction.QueryFirstAsync(
            """
            insert into definition_revisions (definition_id, revision, changed_at, changed_by, session, change) values ($1, 1, $2, $3, $4, $5)
            on conflict (definition_id) do update set revision = definition_revisions.revision + 1, changed_at = excluded.changed_at,
                changed_by = excluded.changed_by, session = excluded.session, change = excluded.change
            returning revision
            """,
            r => r.GetInt64(0), definitionId, now, editor?.UserName ?? actor.Name, editor?.Id, change);
        if (editor is not null)
        {
            await NoteAsync(transaction, definitionId, editor, revision, now, saved: true);
        }
    }

    /// <summary>Notes that a session has seen a revision.</summary>
    public static Task SeeAsync(LedgerTransaction transaction, string definitionId, EditorSession editor, long revision) =>
        NoteAsync(transaction, definitionId, editor, revision, transaction.Database.Clock.GetUtcNow().ToUnixTimeMilliseconds(), saved: false);

    /// <summary>The revision a session saw last; null when it never opened the definition.</summary>
    public static async Task<long?> SeenAsync(LedgerTransaction transaction, string definitionId, EditorSession editor) =>
        await transaction.QueryFirstAsync(
            "select revision from definition_editors where definition_id = $1 and session = $2", r => (long?)r.GetInt64(0), definitionId, editor.Id);

    private static Task NoteAsync(LedgerTransaction transaction, string definitionId, EditorSession editor, long revision, long now, bool saved) =>
        transaction.ExecuteAsync(
            """
            insert into definition_editors (id, definition_id, session, user_name, revision, opened_at, seen_at, saved_at)
            values ($1, $2, $3, $4, $5, $6, $6, $7)
            on conflict (definition_id, session) do update set user_name = excluded.user_name, revision = excluded.revision,
                seen_at = excluded.seen_at, saved_at = coalesce(excluded.saved_at, definition_editors.saved_at)
            """,
            transaction.Database.Ids.Next(), definitionId, editor.Id, editor.UserName, revision, now, saved ? now : null);

    private static DefinitionRevision ReadRevision(DbDataReader row) => new(
        row.GetInt64(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)), row.GetString(2), row.GetString(3),
        row.IsDBNull(4) ? null : row.GetString(4));
}
