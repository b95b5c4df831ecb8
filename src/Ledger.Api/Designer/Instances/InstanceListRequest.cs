using Ledger.Foundation.Paging;
using Ledger.Workflows.Instances;

namespace Ledger.Api.Designer.Instances;

/// <summary>What the studio's list of instances asks for (elsa-api.md §9.1).</summary>
internal sealed record InstanceListRequest
{
    public int? Page { get; init; }

    public int? PageSize { get; init; }

    public string? SearchTerm { get; init; }

    public string? DefinitionId { get; init; }

    public List<string>? DefinitionIds { get; init; }

    public string? CorrelationId { get; init; }

    public int? Version { get; init; }

    public bool? HasIncidents { get; init; }

    public bool? IsSystem { get; init; }

    public WorkflowStatus? Status { get; init; }

    public List<WorkflowStatus>? Statuses { get; init; }

    public WorkflowSubStatus? SubStatus { get; init; }

    public List<WorkflowSubStatus>? SubStatuses { get; init; }

    public string? OrderBy { get; init; }

    public string? OrderDirection { get; init; }

    public List<TimestampFilter>? TimestampFilters { get; init; }

    /// <summary>The same for the engine.</summary>
    public InstanceQuery Query(long companyId) => new()
    {
        CompanyId = companyId,
        DefinitionIds = DefinitionId is { Length: > 0 } one ? [one] : DefinitionIds,
        CorrelationId = string.IsNullOrWhiteSpace(CorrelationId) ? null : CorrelationId,
        Version = Version,
        HasIncidents = HasIncidents,
        SubStatuses = Wanted(),
        Search = SearchTerm,
        Times = TimestampFilters?.Select(f => f.Range()).OfType<InstanceTimeRange>().ToList(),
    };

    /// <summary>The page asked for; newest first unless it says otherwise.</summary>
    public PageRequest Paging() => new(
        Math.Clamp(Page ?? 0, 0, 1_000_000),
        PageSize ?? 10,
        OrderBy switch
        {
            "LastExecuted" => "UpdatedAt",
            "Finished" => "FinishedAt",
            "Name" => "Name",
            _ => "CreatedAt",
        },
        !string.Equals(OrderDirection, "Ascending", StringComparison.OrdinalIgnoreCase));

    /// <summary>Main statuses and sub statuses narrow each other; null means any.</summary>
    private List<WorkflowSubStatus>? Wanted()
    {
        var main = (Statuses ?? []).Concat(Status is { } one ? [one] : []).Distinct().ToList();
        var sub = (SubStatuses ?? []).Concat(SubStatus is { } single ? [single] : []).Distinct().ToList();
        if (main.Count == 0 && sub.Count == 0)
        {
            return null;
        }

        var wanted = Enum.GetValues<WorkflowSubStatus>()
            .Where(s => (main.Count == 0 || main.Contains(InstanceStatuses.Of(s))) && (sub.Count == 0 || sub.Contains(s))).ToList();
        return wanted.Count > 0 ? wanted : [(WorkflowSubStatus)(-1)]; // A contradiction shows nothing, not everything.
    }
}

/// <summary>A condition on one of an instance's times; the studio's picker knows minutes, so Is means that minute.</summary>
internal sealed record TimestampFilter(string? Column, string? Operator, DateTimeOffset? Timestamp)
{
    /// <summary>The range that is meant; null when the filter is not filled in yet.</summary>
    public InstanceTimeRange? Range()
    {
        if (Timestamp is not { } time || Field() is not { } field)
        {
            return null;
        }

        var minute = new DateTimeOffset(time.Ticks - (time.Ticks % TimeSpan.TicksPerMinute), time.Offset);
        var tick = TimeSpan.FromMilliseconds(1);
        return Operator switch
        {
            "Is" => new(field, minute, minute.AddMinutes(1)),
            "IsNot" => new(field, minute, minute.AddMinutes(1), IsOutside: true),
            "LessThan" => new(field, null, time),
            "LessThanOrEqual" => new(field, null, time + tick),
            "GreaterThan" => new(field, time + tick, null),
            "GreaterThanOrEqual" => new(field, time, null),
            _ => null,
        };
    }

    private InstanceTime? Field() => Column?.ToUpperInvariant() switch
    {
        "CREATEDAT" => InstanceTime.Created,
        "UPDATEDAT" => InstanceTime.Updated,
        "FINISHEDAT" => InstanceTime.Finished,
        _ => null,
    };
}
