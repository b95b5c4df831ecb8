using System.Globalization;
using Ledger.Foundation.Paging;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Definitions;

/// <content>Lists of definitions.</content>
internal sealed partial class Definitions
{
    public async Task<Page<DefinitionVersion>> ListAsync(
        string versions, string? search, PageRequest page, CancellationToken cancellationToken = default)
    {
        var found = await PageAsync(new DefinitionQuery { Versions = versions, Search = search }, page, withJson: true);
        return new Page<DefinitionVersion>([.. found.Items.Select(DefinitionJson.WithWholeJson)], found.TotalCount);
    }

    public Task<Page<DefinitionVersion>> ListAsync(DefinitionQuery query, PageRequest page, CancellationToken cancellationToken = default) =>
        PageAsync(query, page, withJson: false);

    public async Task<bool> IsNameFreeAsync(string name, string? exceptDefinitionId, CancellationToken cancellationToken = default)
    {
        var others = await database.QueryAsync(
            "select 1 from definition_versions where is_latest = $1 and lower(name) = $2 and definition_id <> $3 limit 1",
            _ => true, true, name.Trim().ToLowerInvariant(), exceptDefinitionId ?? string.Empty);
        return others.Count == 0;
    }

    public async Task<IReadOnlyList<(string DefinitionId, string TypeName)>> UsableAsync(CancellationToken cancellationToken = default) =>
        await database.QueryAsync(
            "select distinct definition_id, name from definition_versions where usable_as_activity = $1",
            r => (r.GetString(0), UsableDefinition.Pascalise(r.GetString(1))), true);

    private async Task<Page<DefinitionVersion>> PageAsync(DefinitionQuery query, PageRequest page, bool withJson)
    {
        var args = new List<object?>();
        var where = Condition(query, args);
        var direction = page.Descending ? "desc" : "asc";
        var order = page.OrderBy?.ToLowerInvariant() switch
        {
            null or "" or "name" => $"lower(name) {direction}, definition_id {direction}, version {direction}",
            "version" => $"version {direction}, definition_id {direction}",
            "created" or "createdat" => $"created_at {direction}, id {direction}",
            "updated" or "updatedat" => $"updated_at {direction}, id {direction}",
            _ => throw new WorkflowException("list.order-unknown", $"Definitions cannot be sorted by '{page.OrderBy}'.", page.OrderBy),
        };
        var count = await database.QueryAsync($"select count(*) from definition_versions where {where}", r => r.GetInt32(0), [.. args]);
        var rest = $"where {where} order by {order} limit ${args.Count + 1} offset ${args.Count + 2}";
        args.AddRange([page.Take, page.Skip]);
        var rows = withJson ? await table.QueryAsync(null, rest, [.. args]) : await table.QueryWithoutJsonAsync(rest, [.. args]);
        return new Page<DefinitionVersion>(rows, count[0]);
    }

    private static string Condition(DefinitionQuery query, List<object?> args)
    {
        var where = VersionsCondition(query.Versions is { Length: > 0 } versions ? versions : "AllVersions", args);
        if (!string.IsNullOrWhiteSpace(query.Search))
        {
            var pattern = "%" + query.Search.Trim().ToLowerInvariant().Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_") + "%";
            args.Add(pattern);
            var p = $"${args.Count}";
            where += $" and (lower(name) like {p} escape '\\' or lower(definition_id) like {p} escape '\\' or lower(description) like {p} escape '\\')";
        }

        return where + OneOf("definition_id", query.DefinitionIds, args) + OneOf("version_id", query.VersionIds, args);
    }

    private static string OneOf(string column, IReadOnlyCollection<string>? values, List<object?> args)
    {
        if (values is not { Count: > 0 })
        {
            return string.Empty;
        }

        var names = new List<string>(values.Count);
        foreach (var value in values)
        {
            args.Add(value);
            names.Add($"${args.Count}");
        }

        return $" and {column} in ({string.Join(", ", names)})";
    }

    private static string VersionsCondition(string versions, List<object?> args)
    {
        if (int.TryParse(versions, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            args.Add((long)number);
            return "version = $1";
        }

        args.Add(true);
        return versions switch
        {
            "Latest" => "is_latest = $1",
            "Published" => "is_published = $1",
            "LatestOrPublished" => "(is_latest = $1 or is_published = $1)",
            "LatestAndPublished" => "(is_latest = $1 and is_published = $1)",
            "Draft" => "(is_latest = $1 and is_published <> $1)",
            "AllVersions" or "All" => "$1 = $1",
            _ => throw new WorkflowException("definition.versions-unknown", $"'{versions}' does not name versions.", versions),
        };
    }
}
