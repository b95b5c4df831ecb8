using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Foundation.Auditing;
using Ledger.Workflows.Graph;
using Ledger.Workflows.Persistence;
using Ledger.Workflows.Triggers;
using Ledger.Workflows.Validation;

namespace Ledger.Workflows.Definitions;

/// <summary>The definitions of an installation on the table definition_versions.</summary>
/// <remarks>
/// A version that was ever published, or that instances run on, never changes: an edit makes the next one. Compiling is
/// done before the transaction that publishes, which then checks that nothing has changed in between.
/// </remarks>
internal sealed partial class Definitions(
    LedgerDatabase database, DefinitionTable table, GraphSource graphs, DefinitionExaminer examiner, ITriggerIndex triggers) : IDefinitions
{
    private const int AttemptsMax = 20;
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public async Task<DefinitionVersion?> FindAsync(
        string definitionId, string versions = "Published", CancellationToken cancellationToken = default)
    {
        var args = new List<object?>();
        var where = VersionsCondition(versions, args);
        args.Add(definitionId);
        var rows = await table.QueryAsync(null, $"where {where} and definition_id = ${args.Count} order by version desc limit 1", [.. args]);
        return rows is [var version] ? DefinitionJson.WithWholeJson(version) : null;
    }

    public async Task<DefinitionVersion?> FindVersionAsync(string versionId, CancellationToken cancellationToken = default) =>
        await table.FindVersionAsync(null, versionId) is { } version ? DefinitionJson.WithWholeJson(version) : null;

    public Task<DefinitionVersion> SaveDraftAsync(JsonObject definition, Actor actor, CancellationToken cancellationToken = default) =>
        SaveAsync(definition, actor, null, cancellationToken);

    public Task<DefinitionVersion> PublishAsync(string definitionId, Actor actor, CancellationToken cancellationToken = default) =>
        PublishLatestAsync(definitionId, actor, null, cancellationToken);

    public Task<DefinitionVersion> RetractAsync(string definitionId, Actor actor, CancellationToken cancellationToken = default) =>
        RetractPublishedAsync(definitionId, actor, null, cancellationToken);

    public Task<DefinitionVersion> RevertAsync(string definitionId, int version, Actor actor, CancellationToken cancellationToken = default) =>
        RevertToAsync(definitionId, version, actor, null, cancellationToken);

    private async Task<DefinitionVersion> SaveAsync(JsonObject definition, Actor actor, EditorSession? editor, CancellationToken cancellationToken)
    {
        var content = DefinitionContent.Of(definition);
        var isNamed = !string.IsNullOrEmpty(Json.Text(definition, "definitionId"));
        var problems = (await examiner.ExamineAsync(content.Whole(), null, [], cancellationToken)).Problems;
        var saved = await database.WriteAsync(
            async transaction =>
            {
                await LockAsync(transaction, content.DefinitionId);
                var latest = await table.FindLatestAsync(transaction, content.DefinitionId);
                if (latest is not null && latest.ContentHash == content.Hash)
                {
                    await SeeAsync(transaction, content.DefinitionId, editor);
                    return latest; // The designer saves after every move of the mouse; nothing changed is nothing done.
                }

                await RequireSeenAsync(transaction, content.DefinitionId, editor, mustHaveOpened: isNamed, isNew: latest is null);
                await EditorTable.TouchAsync(transaction, content.DefinitionId, actor, "saved", editor);
                if (latest is not null && await MayChangeAsync(transaction, latest))
                {
                    Fill(latest, content, "designer");
                    latest.ProblemsJson = Written(problems);
                    await DefinitionTable.UpdateAsync(transaction, latest);
                    Audit(transaction, actor, "definition.draft-saved", latest);
                    return latest;
                }

                var version = NewVersion(content, (latest?.Version ?? 0) + 1, "designer", actor);
                version.ProblemsJson = Written(problems);
                await DefinitionTable.InsertAsync(transaction, version);
                Audit(transaction, actor, "definition.draft-saved", version);
                return version;
            },
            cancellationToken);
        return DefinitionJson.WithWholeJson(saved);
    }

    private async Task<DefinitionVersion> PublishLatestAsync(string definitionId, Actor actor, EditorSession? editor, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            var latest = await table.FindLatestAsync(null, definitionId) ?? throw NotFound(definitionId);
            if (latest.IsPublished)
            {
                return DefinitionJson.WithWholeJson(latest);
            }

            var examination = await examiner.ExamineAsync(DefinitionJson.Compose(latest), UsedBy(latest), [], cancellationToken);
            if (examination.Publishable is null)
            {
                await NoteProblemsAsync(latest, examination.Problems);
            }

            var graph = examination.Require(definitionId);
            var published = await database.WriteAsync(
                async transaction =>
                {
                    await LockAsync(transaction, definitionId);
                    var now = await table.FindLatestAsync(transaction, definitionId);
                    if (now is null || now.VersionId != latest.VersionId || now.ContentHash != latest.ContentHash || now.IsPublished)
                    {
                        return null; // Changed while it was compiled: look again.
                    }

                    await RequireSeenAsync(transaction, definitionId, editor, mustHaveOpened: false, isNew: false);
                    await PublishAsync(transaction, now, graph, examination.Warnings, actor, editor);
                    return now;
                },
                cancellationToken);
            if (published is not null)
            {
                return DefinitionJson.WithWholeJson(published);
            }
        }

        throw ChangedMeanwhile(definitionId);
    }

    private async Task<DefinitionVersion> RetractPublishedAsync(
        string definitionId, Actor actor, EditorSession? editor, CancellationToken cancellationToken)
    {
        var retracted = await database.WriteAsync(
            async transaction =>
            {
                await LockAsync(transaction, definitionId);
                var rows = await table.QueryAsync(transaction, "where definition_id = $1 and is_published = $2", definitionId, true);
                if (rows is not [var version])
                {
                    throw await table.FindLatestAsync(transaction, definitionId) is null
                        ? NotFound(definitionId)
                        : new WorkflowException("definition.not-published", $"The definition {definitionId} is not published.", definitionId);
                }

                version.IsPublished = false;
                await transaction.ExecuteAsync("update definition_versions set is_published = $2 where id = $1", version.Id, false);
                await triggers.RetractAsync(transaction, definitionId);
                await EditorTable.TouchAsync(transaction, definitionId, actor, "retracted", editor);
                Audit(transaction, actor, "definition.retracted", version);
                return version;
            },
            cancellationToken);
        return DefinitionJson.WithWholeJson(retracted);
    }

    private async Task<DefinitionVersion> RevertToAsync(
        string definitionId, int version, Actor actor, EditorSession? editor, CancellationToken cancellationToken)
    {
        var reverted = await database.WriteAsync(
            async transaction =>
            {
                await LockAsync(transaction, definitionId);
                var rows = await table.QueryAsync(transaction, "where definition_id = $1 and version = $2", definitionId, (long)version);
                if (rows is not [var old])
                {
                    throw new WorkflowException(
                        "definition.version-not-found", $"The definition {definitionId} has no version {version}.", definitionId, version);
                }

                var latest = (await table.FindLatestAsync(transaction, definitionId))!;
                var draft = NewVersion(DefinitionContent.Of(DefinitionJson.Compose(old)), latest.Version + 1, "designer", actor);
                await DefinitionTable.InsertAsync(transaction, draft);
                await EditorTable.TouchAsync(transaction, definitionId, actor, "reverted", editor);
                Audit(transaction, actor, "definition.reverted", draft, new { from = version });
                return draft;
            },
            cancellationToken);
        return DefinitionJson.WithWholeJson(reverted);
    }

    public async Task DeleteAsync(string definitionId, Actor actor, CancellationToken cancellationToken = default)
    {
        var deleted = await database.WriteAsync(
            async transaction =>
            {
                await LockAsync(transaction, definitionId);
                var versions = await table.QueryAsync(transaction, "where definition_id = $1 order by version desc", definitionId);
                if (versions.Count == 0)
                {
                    throw NotFound(definitionId);
                }

                var running = await transaction.QueryFirstAsync(
                    "select count(*) from workflow_instances where definition_id = $1 and finished_at is null", r => r.GetInt64(0), definitionId);
                if (running > 0)
                {
                    throw new WorkflowException(
                        "definition.in-use", $"{running} instances of the definition {definitionId} run.", definitionId, running);
                }

                await RefuseWhenUsedAsync(transaction, definitionId, versions);
                await transaction.ExecuteAsync("delete from definition_versions where definition_id = $1", definitionId);
                await triggers.DeleteAsync(transaction, definitionId);
                await EditorTable.TouchAsync(transaction, definitionId, actor, "deleted", null);
                Audit(transaction, actor, "definition.deleted", versions[0], new { versions = versions.Count });
                return versions;
            },
            cancellationToken);
        graphs.Forget(deleted.Select(v => v.VersionId));
    }

    public async Task<DefinitionImport> ImportAsync(
        JsonObject definition, string origin, bool? publish, Actor actor, CancellationToken cancellationToken = default) =>
        await ImportAsync(definition, origin, publish, ImportRule.Always, actor, cancellationToken);

    private async Task PublishAsync(
        LedgerTransaction transaction, DefinitionVersion version, WorkflowGraph graph, IReadOnlyList<DefinitionProblem> warnings, Actor actor,
        EditorSession? editor = null)
    {
        version.IsPublished = true;
        version.ProblemsJson = Written(warnings);
        version.UsedVersionsJson = JsonSerializer.Serialize(graph.UsedVersionIds);
        version.UpdatedAt = database.Clock.GetUtcNow();
        await DefinitionTable.SetPublishedAsync(transaction, version);
        await triggers.PublishAsync(transaction, graph, actor.CompanyId);
        await EditorTable.TouchAsync(transaction, version.DefinitionId, actor, "published", editor);
        Audit(transaction, actor, "definition.published", version);
        if (Json.Object(DefinitionJson.Parse(version.Json), "options") is { } options && Json.Flag(options, "autoUpdateConsumingWorkflows"))
        {
            version.UpdatedConsumers = await UpdateConsumersAsync(transaction, version, actor);
        }
    }

    private async Task NoteProblemsAsync(DefinitionVersion version, IReadOnlyList<DefinitionProblem> problems) =>
        await database.WriteAsync(transaction => SetProblemsAsync(transaction, version, problems));

    private static Task<int> SetProblemsAsync(LedgerTransaction transaction, DefinitionVersion version, IReadOnlyList<DefinitionProblem> problems) =>
        transaction.ExecuteAsync(
            "update definition_versions set problems_json = $2 where id = $1 and content_hash = $3",
            version.Id, Written(problems), version.ContentHash);

    private static string? Written(IReadOnlyList<DefinitionProblem> problems) =>
        problems.Count == 0 ? null : JsonSerializer.Serialize(problems, Web);

    private static async Task SeeAsync(LedgerTransaction transaction, string definitionId, EditorSession? editor)
    {
        if (editor is not null)
        {
            await EditorTable.SeeAsync(transaction, definitionId, editor, (await EditorTable.RevisionAsync(transaction, definitionId)).Number);
        }
    }

    private static async Task<bool> MayChangeAsync(LedgerTransaction transaction, DefinitionVersion version) =>
        version.UsedVersionsJson is null
        && !await transaction.QueryFirstAsync(
            "select 1 from workflow_instances where definition_id = $1 and version_id = $2 and finished_at is null limit 1",
            _ => true, version.DefinitionId, version.VersionId);

    // Its graph is part of theirs: their running instances could not be loaded any more.
    private static async Task RefuseWhenUsedAsync(LedgerTransaction transaction, string definitionId, List<DefinitionVersion> versions)
    {
        foreach (var version in versions.Where(v => v.UsableAsActivity))
        {
            var user = await transaction.QueryFirstAsync(
                """
                select definition_id from definition_versions v where definition_id <> $1 and used_versions_json like $2
                    and (is_published = $3 or exists (select 1 from workflow_instances i
                        where i.definition_id = v.definition_id and i.version_id = v.version_id and i.finished_at is null)) limit 1
                """,
                r => r.GetString(0), definitionId, $"%\"{version.VersionId}\"%", true);
            if (user is not null)
            {
                throw new WorkflowException("definition.used-by", $"The definition {user} uses {definitionId} as an activity.", definitionId, user);
            }
        }
    }

    private static IReadOnlyList<string>? UsedBy(DefinitionVersion version) =>
        version.UsedVersionsJson is { } used ? JsonSerializer.Deserialize<string[]>(used) : null;

    private DefinitionVersion NewVersion(DefinitionContent content, int number, string origin, Actor actor)
    {
        var now = database.Clock.GetUtcNow();
        return new DefinitionVersion
        {
            Id = database.Ids.Next(),
            VersionId = origin == "designer" || content.VersionId is null ? DefinitionContent.NewId() : content.VersionId,
            DefinitionId = content.DefinitionId,
            Name = content.Name,
            Description = content.Description,
            Version = number,
            IsLatest = true,
            UsableAsActivity = content.UsableAsActivity,
            Json = content.Text,
            ContentHash = content.Hash,
            Origin = origin,
            CreatedBy = actor.Name,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    private void Fill(DefinitionVersion version, DefinitionContent content, string origin)
    {
        version.Name = content.Name;
        version.Description = content.Description;
        version.UsableAsActivity = content.UsableAsActivity;
        version.Json = content.Text;
        version.ContentHash = content.Hash;
        version.Origin = origin;
        version.ProblemsJson = null;
        version.UpdatedAt = database.Clock.GetUtcNow();
    }

    private static Task LockAsync(LedgerTransaction transaction, string definitionId) =>
        DatabaseLock.TakeAsync(transaction, "definition:" + definitionId);

    private static void Audit(LedgerTransaction transaction, Actor actor, string action, DefinitionVersion version, object? more = null) =>
        AuditTrail.Record(
            transaction, actor,
            new AuditChange(action, "Definition", version.DefinitionId, new { version.VersionId, version.Version, version.ContentHash, more }));

    private static WorkflowException NotFound(string definitionId) =>
        new("definition.not-found", $"There is no definition {definitionId}.", definitionId);

    private static WorkflowException ChangedMeanwhile(string definitionId) =>
        new("definition.changed-meanwhile", $"The definition {definitionId} changed while it was being published.", definitionId);
}
