using System.Data.Common;
using Ledger.Foundation;

namespace Ledger.Workflows.Definitions;

/// <summary>Reads and writes the table definition_versions, in a unit of work or on what is committed.</summary>
internal sealed class DefinitionTable(LedgerDatabase database)
{
    private const string Columns =
        """
        id, version_id, definition_id, name, description, version, is_latest, is_published, usable_as_activity, json, content_hash,
        origin, problems_json, used_versions_json, created_by, created_at, updated_at
        """;

    public Task<List<DefinitionVersion>> QueryAsync(LedgerTransaction? transaction, string rest, params object?[] args)
    {
        var sql = $"select {Columns} from definition_versions {rest}";
        return transaction is null ? database.QueryAsync(sql, Read, args) : transaction.QueryAsync(sql, Read, args);
    }

    /// <summary>As the other, with an empty text for each JSON: lists do not read megabytes to show names.</summary>
    public Task<List<DefinitionVersion>> QueryWithoutJsonAsync(string rest, params object?[] args) =>
        database.QueryAsync($"select {Columns.Replace(" json,", " '' as json,", StringComparison.Ordinal)} from definition_versions {rest}", Read, args);

    public async Task<DefinitionVersion?> FindLatestAsync(LedgerTransaction? transaction, string definitionId) =>
        (await QueryAsync(transaction, "where definition_id = $1 order by version desc limit 1", definitionId)).FirstOrDefault();

    public async Task<DefinitionVersion?> FindVersionAsync(LedgerTransaction? transaction, string versionId) =>
        (await QueryAsync(transaction, "where version_id = $1", versionId)).FirstOrDefault();

    /// <summary>The newest version that came from a file: what a file is compared with.</summary>
    public async Task<DefinitionVersion?> FindFromFileAsync(LedgerTransaction? transaction, string definitionId) =>
        (await QueryAsync(transaction, "where definition_id = $1 and origin like 'file:%' order by version desc limit 1", definitionId)).FirstOrDefault();

    /// <summary>Those that can be activities of others; or exactly the ones named.</summary>
    public async Task<List<DefinitionVersion>> FindUsableAsync(LedgerTransaction? transaction, IReadOnlyList<string>? versionIds)
    {
        if (versionIds is null)
        {
            return await QueryAsync(transaction, "where usable_as_activity = $1", true);
        }

        var found = new List<DefinitionVersion>();
        foreach (var versionId in versionIds)
        {
            found.AddRange(await QueryAsync(transaction, "where version_id = $1", versionId));
        }

        return found;
    }

    /// <summary>Adds a version as the latest of its definition.</summary>
    public static async Task InsertAsync(LedgerTransaction transaction, DefinitionVersion version)
    {
        await transaction.ExecuteAsync(
            "update definition_versions set is_latest = $2 where definition_id = $1 and is_latest = $3", version.DefinitionId, false, true);
        await transaction.ExecuteAsync(
            """
            insert into definition_versions (id, version_id, definition_id, name, description, version, is_latest, is_published,
                usable_as_activity, json, content_hash, origin, problems_json, used_versions_json, created_by, created_at, updated_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
            """,
            version.Id, version.VersionId, version.DefinitionId, version.Name, version.Description, (long)version.Version, version.IsLatest,
            version.IsPublished, version.UsableAsActivity, version.Json, version.ContentHash, version.Origin, version.ProblemsJson,
            version.UsedVersionsJson, version.CreatedBy, version.CreatedAt.ToUnixTimeMilliseconds(), version.UpdatedAt.ToUnixTimeMilliseconds());
    }

    /// <summary>Stores a changed draft.</summary>
    public static Task UpdateAsync(LedgerTransaction transaction, DefinitionVersion version) => transaction.ExecuteAsync(
        """
        update definition_versions set name = $2, description = $3, usable_as_activity = $4, json = $5, content_hash = $6, origin = $7,
            problems_json = $8, updated_at = $9
        where id = $1
        """,
        version.Id, version.Name, version.Description, version.UsableAsActivity, version.Json, version.ContentHash, version.Origin,
        version.ProblemsJson, version.UpdatedAt.ToUnixTimeMilliseconds());

    /// <summary>Makes a version the one published version of its definition.</summary>
    public static async Task SetPublishedAsync(LedgerTransaction transaction, DefinitionVersion version)
    {
        await transaction.ExecuteAsync(
            "update definition_versions set is_published = $2 where definition_id = $1 and is_published = $3", version.DefinitionId, false, true);
        await transaction.ExecuteAsync(
            "update definition_versions set is_published = $2, problems_json = $3, used_versions_json = $4, updated_at = $5 where id = $1",
            version.Id, true, version.ProblemsJson, version.UsedVersionsJson, version.UpdatedAt.ToUnixTimeMilliseconds());
    }

    private static DefinitionVersion Read(DbDataReader row) => new()
    {
        Id = row.GetInt64(0),
        VersionId = row.GetString(1),
        DefinitionId = row.GetString(2),
        Name = row.GetString(3),
        Description = Text(row, 4),
        Version = row.GetInt32(5),
        IsLatest = row.GetBoolean(6),
        IsPublished = row.GetBoolean(7),
        UsableAsActivity = row.GetBoolean(8),
        Json = row.GetString(9),
        ContentHash = row.GetString(10),
        Origin = row.GetString(11),
        ProblemsJson = Text(row, 12),
        UsedVersionsJson = Text(row, 13),
        CreatedBy = row.GetString(14),
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(15)),
        UpdatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(16)),
    };

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
