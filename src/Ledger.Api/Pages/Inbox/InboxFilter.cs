using System.Globalization;
using Ledger.Foundation.Paging;
using Ledger.Workflows.HumanTasks;
using Microsoft.AspNetCore.WebUtilities;

namespace Ledger.Api.Pages.Inbox;

/// <summary>What the inbox shows: it stands in the address, so that back, bookmarks and saved filters are the same thing.</summary>
internal sealed record InboxFilter
{
    /// <summary>Rows a page.</summary>
    public const int PageSize = 25;

    private const int SearchLengthMax = 200;

    /// <summary>Whose tasks.</summary>
    public TaskScope Scope { get; init; } = TaskScope.Roles;

    /// <summary>In which phase.</summary>
    public TaskPhase Phase { get; init; }

    /// <summary>A part of title or business key.</summary>
    public string? Search { get; init; }

    /// <summary>Of one process.</summary>
    public string? Process { get; init; }

    /// <summary>Offered to one role.</summary>
    public string? Role { get; init; }

    /// <summary>Until when due.</summary>
    public DueWindow Due { get; init; }

    /// <summary>Of this priority or more urgent.</summary>
    public int? PriorityMin { get; init; }

    /// <summary>What the list is sorted by, as <see cref="IHumanTasks.ListAsync"/> names it.</summary>
    public string Order { get; init; } = "DueAt";

    /// <summary>The largest, latest or last first.</summary>
    public bool IsDescending { get; init; }

    /// <summary>The page, 0 being the first.</summary>
    public int Page { get; init; }

    /// <summary>True when something is left out besides the tab.</summary>
    public bool IsNarrowed => Search is not null || Process is not null || Role is not null || Due != DueWindow.Any || PriorityMin is not null || Phase != TaskPhase.Undecided;

    /// <summary>The filter of a query string; what it does not understand is as if it were not there.</summary>
    public static InboxFilter Parse(string? query)
    {
        var values = QueryHelpers.ParseQuery(query);
        string? Text(string name) => values.TryGetValue(name, out var text) && !string.IsNullOrWhiteSpace(text) ? text.ToString() : null;
        T One<T>(string name, T otherwise)
            where T : struct, Enum => Enum.TryParse<T>(Text(name), ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : otherwise;
        int? Number(string name, int max) => int.TryParse(Text(name), CultureInfo.InvariantCulture, out var n) && n >= 0 && n <= max ? n : null;
        return new InboxFilter
        {
            Scope = One("scope", TaskScope.Roles),
            Phase = One("state", TaskPhase.Undecided),
            Search = Text("search") is { } search ? search[..Math.Min(search.Length, SearchLengthMax)] : null,
            Process = Text("process"),
            Role = Text("role"),
            Due = One("due", DueWindow.Any),
            PriorityMin = Number("priority", 100),
            Order = Orders.FirstOrDefault(o => o.Equals(Text("order"), StringComparison.OrdinalIgnoreCase)) ?? Orders[0],
            IsDescending = Text("desc") is not null,
            Page = Number("page", 100_000) ?? 0,
        };
    }

    /// <summary>The address of the inbox that shows this.</summary>
    public string Address()
    {
        var values = new Dictionary<string, string?>();
        void Add(string name, string? value, bool isUsual)
        {
            if (!isUsual)
            {
                values[name] = value;
            }
        }

        Add("scope", Scope.ToString(), Scope == TaskScope.Roles);
        Add("state", Phase.ToString(), Phase == TaskPhase.Undecided);
        Add("search", Search, Search is null);
        Add("process", Process, Process is null);
        Add("role", Role, Role is null);
        Add("due", Due.ToString(), Due == DueWindow.Any);
        Add("priority", PriorityMin?.ToString(CultureInfo.InvariantCulture), PriorityMin is null);
        Add("order", Order, Order == Orders[0]);
        Add("desc", "1", !IsDescending);
        Add("page", Page.ToString(CultureInfo.InvariantCulture), Page == 0);
        return QueryHelpers.AddQueryString("/", values);
    }

    /// <summary>What the engine is asked.</summary>
    public TaskQuery ToQuery(DateTimeOffset now, TimeZoneInfo zone) => new()
    {
        Scope = Scope,
        // The engine's own choice for undecided ones is what the two tabs mean: Mine holds those taken.
        States = Phase switch
        {
            TaskPhase.Completed => [HumanTaskState.Completed],
            TaskPhase.Cancelled => [HumanTaskState.Cancelled],
            _ => null,
        },
        Search = Search,
        DefinitionId = Process,
        Role = Role,
        PriorityMin = PriorityMin,
        DueBefore = Due switch
        {
            DueWindow.Overdue => now,
            DueWindow.Today => TomorrowIn(zone, now),
            DueWindow.Week => now.AddDays(7),
            _ => null,
        },
    };

    /// <summary>Which page, in which order.</summary>
    public PageRequest ToPage() => new(Page, PageSize, Order, IsDescending);

    private static readonly string[] Orders = ["DueAt", "Priority", "CreatedAt", "Title", "BusinessKey"];

    private static DateTimeOffset TomorrowIn(TimeZoneInfo zone, DateTimeOffset now)
    {
        var midnight = TimeZoneInfo.ConvertTime(now, zone).Date.AddDays(1);
        // A midnight that the clocks skip begins an hour later.
        return new DateTimeOffset(midnight, zone.GetUtcOffset(zone.IsInvalidTime(midnight) ? midnight.AddHours(1) : midnight));
    }
}
