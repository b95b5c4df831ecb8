using System.Globalization;

namespace Ledger.Workflows.Instances;

/// <summary>The conditions of an instance list as SQL with positional values.</summary>
internal sealed class InstanceFilter
{
    private readonly List<object?> _arguments = [];
    private readonly List<string> _conditions = [];
    private readonly string? _liveOnly;

    public InstanceFilter(InstanceQuery query)
    {
        Add("company_id = {0}", query.CompanyId);
        AddOneOf("definition_id", query.DefinitionIds);
        if (query.SubStatuses is { Count: > 0 })
        {
            AddOneOf("sub_status", query.SubStatuses.Select(status => (int)status).ToList());
        }

        if (query.Status is { } main)
        {
            _conditions.Add(main == WorkflowStatus.Running ? "sub_status in (0, 1, 2, 6)" : "sub_status in (3, 4, 5)");
        }

        var isOpen = query.Status == WorkflowStatus.Running
            || (query.SubStatuses is { Count: > 0 } wanted && !wanted.Any(s => s is WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled));
        if (isOpen)
        {
            // Few among many: found by the partial indexes of those without an end and of open incidents. The plus and the range
            // keep SQLite from walking the whole company instead.
            Add(
                "id in (select id from workflow_instances where finished_at is null and definition_id >= '' and +company_id = {0}"
                + " union all select instance_id from incidents where company_id = {0} and resolution is null)",
                query.CompanyId);
        }

        if (query.CorrelationId is not null)
        {
            Add("correlation_id = {0}", query.CorrelationId);
        }

        if (query.CreatedFrom is { } from)
        {
            Add("created_at >= {0}", from.ToUnixTimeMilliseconds());
        }

        if (query.CreatedBefore is { } before)
        {
            Add("created_at < {0}", before.ToUnixTimeMilliseconds());
        }

        if (query.Version is { } version)
        {
            Add("version = {0}", version);
        }

        foreach (var range in query.Times ?? [])
        {
            AddRange(range);
        }

        if (!string.IsNullOrWhiteSpace(query.Search))
        {
            var pattern = "%" + query.Search.Trim().ToLowerInvariant().Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_") + "%";
            Add("(lower(name) like {0} escape '\\' or lower(correlation_id) like {0} escape '\\' or cast(id as text) like {0} escape '\\')", pattern);
        }

        // What is archived has ended without an open incident.
        IncludesArchive = !isOpen && query.HasIncidents != true;
        _liveOnly = query.HasIncidents switch
        {
            true => "incident_count > 0",
            false => "incident_count = 0",
            null => null,
        };
    }

    public bool IncludesArchive { get; }

    public object?[] Arguments => [.. _arguments];

    public string Archived => string.Join(" and ", _conditions);

    public string Live => _liveOnly is null ? Archived : $"{Archived} and {_liveOnly}";

    private void Add(string condition, object? value)
    {
        _arguments.Add(value);
        _conditions.Add(condition.Replace("{0}", string.Create(CultureInfo.InvariantCulture, $"${_arguments.Count}")));
    }

    private void AddRange(InstanceTimeRange range)
    {
        var column = range.Field switch
        {
            InstanceTime.Updated => "updated_at",
            InstanceTime.Finished => "finished_at",
            _ => "created_at",
        };
        var (from, before) = (range.From?.ToUnixTimeMilliseconds() ?? long.MinValue, range.Before?.ToUnixTimeMilliseconds() ?? long.MaxValue);
        _arguments.Add(from);
        _arguments.Add(before);
        var inside = string.Create(CultureInfo.InvariantCulture, $"{column} >= ${_arguments.Count - 1} and {column} < ${_arguments.Count}");
        _conditions.Add(range.IsOutside ? $"({column} is null or not ({inside}))" : $"({inside})");
    }

    private void AddOneOf<T>(string column, IReadOnlyList<T>? values)
    {
        if (values is not { Count: > 0 })
        {
            return;
        }

        var names = new List<string>();
        foreach (var value in values)
        {
            _arguments.Add(value);
            names.Add(string.Create(CultureInfo.InvariantCulture, $"${_arguments.Count}"));
        }

        _conditions.Add($"{column} in ({string.Join(", ", names)})");
    }
}
