using Ledger.Foundation;

namespace Ledger.Workflows.Definitions;

/// <content>Deleting single versions.</content>
internal sealed partial class Definitions
{
    public async Task DeleteVersionAsync(string versionId, Actor actor, CancellationToken cancellationToken = default)
    {
        var deleted = await database.WriteAsync(
            async transaction =>
            {
                var version = await table.FindVersionAsync(transaction, versionId) ?? throw VersionNotFound(versionId);
                await LockAsync(transaction, version.DefinitionId);
                version = await table.FindVersionAsync(transaction, versionId) ?? throw VersionNotFound(versionId);
                await RefuseDeletingAsync(transaction, version);
                await transaction.ExecuteAsync("delete from definition_versions where id = $1", version.Id);
                if (version.IsLatest)
                {
                    await transaction.ExecuteAsync(
                        """
                        update definition_versions set is_latest = $2 where definition_id = $1
                            and version = (select max(v.version) from definition_versions v where v.definition_id = $1)
                        """,
                        version.DefinitionId, true);
                }

                await EditorTable.TouchAsync(transaction, version.DefinitionId, actor, "version-deleted", null);
                Audit(transaction, actor, "definition.version-deleted", version);
                return version;
            },
            cancellationToken);
        graphs.Forget([deleted.VersionId]);
    }

    private async Task RefuseDeletingAsync(LedgerTransaction transaction, DefinitionVersion version)
    {
        if (version.IsPublished)
        {
            throw new WorkflowException(
                "definition.version-published", $"Version {version.Version} of {version.DefinitionId} is published.", version.Version, version.Name);
        }

        var others = await transaction.QueryFirstAsync(
            "select count(*) from definition_versions where definition_id = $1", r => r.GetInt64(0), version.DefinitionId);
        if (others == 1)
        {
            throw new WorkflowException(
                "definition.version-only", $"{version.DefinitionId} has no other version than {version.Version}.", version.Version, version.Name);
        }

        var running = await transaction.QueryFirstAsync(
            "select count(*) from workflow_instances where definition_id = $1 and version_id = $2 and finished_at is null",
            r => r.GetInt64(0), version.DefinitionId, version.VersionId);
        if (running > 0)
        {
            throw new WorkflowException(
                "definition.version-in-use", $"{running} instances run version {version.Version} of {version.DefinitionId}.",
                version.Version, version.Name, running);
        }

        await RefuseWhenUsedAsync(transaction, version.DefinitionId, [version]);
    }

    private static WorkflowException VersionNotFound(string versionId) =>
        new("definition.not-found", $"There is no version {versionId}.", versionId);
}
