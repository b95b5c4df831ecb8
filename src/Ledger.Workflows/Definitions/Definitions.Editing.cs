using System.Text.Json.Nodes;
using Ledger.Foundation;

namespace Ledger.Workflows.Definitions;

/// <content>Editing by several people at once.</content>
internal sealed partial class Definitions : IDefinitionEditing
{
    public async Task<DefinitionVersion?> OpenAsync(string definitionId, EditorSession editor, CancellationToken cancellationToken = default)
    {
        var latest = await database.WriteAsync(
            async transaction =>
            {
                // The count before the content: who changes it in between makes the session's save refused, never lost.
                var revision = await EditorTable.RevisionAsync(transaction, definitionId);
                var found = await table.FindLatestAsync(transaction, definitionId);
                if (found is not null)
                {
                    await EditorTable.SeeAsync(transaction, definitionId, editor, revision.Number);
                }

                return found;
            },
            cancellationToken);
        return latest is null ? null : DefinitionJson.WithWholeJson(latest);
    }

    public Task<DefinitionVersion> SaveDraftAsync(
        JsonObject definition, Actor actor, EditorSession editor, CancellationToken cancellationToken = default) =>
        SaveAsync(definition, actor, editor, cancellationToken);

    public Task<DefinitionVersion> PublishAsync(
        string definitionId, Actor actor, EditorSession editor, CancellationToken cancellationToken = default) =>
        PublishLatestAsync(definitionId, actor, editor, cancellationToken);

    public Task<DefinitionVersion> RetractAsync(
        string definitionId, Actor actor, EditorSession editor, CancellationToken cancellationToken = default) =>
        RetractPublishedAsync(definitionId, actor, editor, cancellationToken);

    public Task<DefinitionVersion> RevertAsync(
        string definitionId, int version, Actor actor, EditorSession editor, CancellationToken cancellationToken = default) =>
        RevertToAsync(definitionId, version, actor, editor, cancellationToken);

    public Task<DefinitionRevision> RevisionAsync(string definitionId, CancellationToken cancellationToken = default) =>
        EditorTable.RevisionAsync(database, definitionId);

    public async Task<IReadOnlyList<DefinitionEditor>> EditorsAsync(
        string definitionId, DateTimeOffset since, CancellationToken cancellationToken = default)
    {
        var now = await EditorTable.RevisionAsync(database, definitionId);
        return await database.QueryAsync(
            """
            select session, user_name, opened_at, seen_at, saved_at, revision from definition_editors
            where definition_id = $1 and seen_at >= $2 order by seen_at desc, id
            """,
            r => new DefinitionEditor(
                r.GetString(0), r.GetString(1), DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(2)),
                DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(3)),
                r.IsDBNull(4) ? null : DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(4)), r.GetInt64(5) == now.Number),
            definitionId, since.ToUnixTimeMilliseconds());
    }

    public Task NoteAliveAsync(string definitionId, EditorSession editor, CancellationToken cancellationToken = default) => database.WriteAsync(
        transaction => transaction.ExecuteAsync(
            "update definition_editors set seen_at = $3 where definition_id = $1 and session = $2",
            definitionId, editor.Id, database.Clock.GetUtcNow().ToUnixTimeMilliseconds()),
        cancellationToken);

    public Task<int> ForgetEditorsAsync(DateTimeOffset before, CancellationToken cancellationToken = default) => database.WriteAsync(
        transaction => transaction.ExecuteAsync(
            "delete from definition_editors where id in (select id from definition_editors where seen_at < $1 limit 1000)",
            before.ToUnixTimeMilliseconds()),
        cancellationToken);

    // Called under the definition's lock: of two who saw the same revision, the second finds another.
    private async Task RequireSeenAsync(LedgerTransaction transaction, string definitionId, EditorSession? editor, bool mustHaveOpened, bool isNew)
    {
        if (editor is null)
        {
            return;
        }

        var seen = await EditorTable.SeenAsync(transaction, definitionId, editor);
        if (seen is null && !mustHaveOpened)
        {
            return;
        }

        var last = await EditorTable.RevisionAsync(transaction, definitionId);
        if (seen == last.Number || (seen is null && isNew && last.Number == 0))
        {
            return;
        }

        throw Conflict(definitionId, last, editor);
    }

    private WorkflowException Conflict(string definitionId, DefinitionRevision last, EditorSession editor)
    {
        if (last.ChangedBy is not { } who || last.ChangedAt is not { } at)
        {
            return new WorkflowException("definition.not-opened", $"The editor has not opened the definition {definitionId}.", definitionId);
        }

        // A server's own zone is often UTC, which no reader lives in.
        var local = TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById("America/Santiago"));
        var code = last.Change == "deleted" ? "definition.deleted-by-another"
            : who == editor.UserName ? "definition.changed-in-another-window" : "definition.changed-by-another";
        return new WorkflowException(code, $"The definition {definitionId} was {last.Change} by {who} at {at:u}.", definitionId, who, local);
    }
}
