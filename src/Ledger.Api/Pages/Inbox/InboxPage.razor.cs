using System.Globalization;
using Ledger.Api.Identity;
using Ledger.Api.Pages.Shell;
using Ledger.Workflows.HumanTasks;
using Microsoft.AspNetCore.Components;

namespace Ledger.Api.Pages.Inbox;

/// <summary>The tasks that wait for the person: filtered, sorted and paged by the database, and live (features.md W5, W6).</summary>
public sealed partial class InboxPage
{
    // IHumanTasks counts exactly up to here.
    private const int CountMax = 1_000;

    private static readonly TimeSpan SearchRest = TimeSpan.FromMilliseconds(300);

    private static readonly (string Keys, string Text)[] Shortcuts =
    [
        ("j ↓", "page.keys.next"), ("k ↑", "page.keys.previous"), ("Enter", "page.keys.open"), ("/", "page.keys.search"),
        ("1 2 3", "page.keys.scopes"), ("[ ]", "page.keys.pages"),
        ("x", "page.keys.choose"), ("c", "page.keys.claim.chosen"), ("a", "page.keys.assign.chosen"),
    ];

    private readonly HashSet<long> _fresh = [];
    private readonly HashSet<long> _chosen = [];
    private InboxFilter _filter = new();
    private IReadOnlyList<HumanTaskInfo>? _rows;
    private TaskCounts? _counts;
    private int _total;
    private bool _isBusy;
    private string? _announcement;
    private CancellationTokenSource? _typing;

    [Inject]
    private IHumanTasks Tasks { get; set; } = null!;

    [Inject]
    private ProcessNames Processes { get; set; } = null!;

    [Inject]
    private Colleagues Colleagues { get; set; } = null!;

    [Inject]
    private PeopleNames People { get; set; } = null!;

    [Inject]
    private InboxMemory Memory { get; set; } = null!;

    private IEnumerable<TaskScope> Scopes => Person.Caller.Person.MayCoordinate
        ? [TaskScope.Roles, TaskScope.Mine, TaskScope.All]
        : [TaskScope.Roles, TaskScope.Mine];

    private IEnumerable<(string? Order, string Key)> Columns =>
    [
        ("Title", "title"), ("BusinessKey", "key"), (null, "process"), ("Priority", "priority"),
        _filter.Phase == TaskPhase.Completed ? (null, "decided") : ("DueAt", "due"), (null, "holder"), ("CreatedAt", "created"),
    ];

    /// <inheritdoc/>
    protected override void OnLeave() => _typing?.Dispose();

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        FollowAddress("/", ShowAsync);
        await Processes.LoadAsync();
        await People.LoadAsync();
        await ShowAsync();
        var company = Person.Caller.Company;
        Watch<TaskWatch>().Start(change => change.CompanyId == company, () => InvokeAsync(LookAgainAsync));
    }

    private static string? Text(ChangeEventArgs e) => e.Value?.ToString() is { Length: > 0 } text ? text : null;

    private static string Count(int count) =>
        count >= CountMax ? (CountMax - 1).ToString(CultureInfo.CurrentCulture) + "+" : count.ToString(CultureInfo.CurrentCulture);

    private static string? ClassOf(string key) => key is "process" or "created" ? "wide" : null;

    // The list that the address asks for.
    private async Task ShowAsync()
    {
        _filter = InboxFilter.Parse(new Uri(Navigation.Uri).Query);
        if (_filter.Scope == TaskScope.All && !Person.Caller.Person.MayCoordinate)
        {
            _filter = _filter with { Scope = TaskScope.Roles };
        }

        Memory.Address = _filter.Address();
        _fresh.Clear();
        _chosen.Clear();
        await ReadAsync();
        _announcement = T("page.inbox.announce", Count(_total));
    }

    private async Task LookAgainAsync()
    {
        var before = _rows ?? [];
        var filter = _filter;
        await ReadAsync();
        if (filter == _filter && _rows is { } now)
        {
            var arrived = now.Where(t => before.All(b => b.Id != t.Id)).Select(t => t.Id).ToList();
            _fresh.UnionWith(arrived);
            if (arrived.Count > 0 || before.Count != now.Count)
            {
                _announcement = arrived.Count > 0 ? T("page.inbox.new-arrived") : T("page.inbox.announce", Count(_total));
            }
        }

        StateHasChanged();
    }

    private async Task ReadAsync()
    {
        var caller = Person.Caller;
        var filter = _filter;
        var page = await Tasks.ListAsync(caller.Person, filter.ToQuery(Person.Now, Person.Zone), filter.ToPage());
        var counts = await Tasks.CountAsync(caller.Person);
        if (filter == _filter) // else another list was asked for meanwhile
        {
            (_rows, _total, _counts) = (page.Items, page.TotalCount, counts);
            _chosen.IntersectWith(page.Items.Select(t => t.Id)); // what left the list is not acted upon unseen
        }
    }

    private void Go(InboxFilter filter) => Navigation.NavigateTo(filter.Address());

    private void SortBy(string order) => Go(_filter with
    {
        Order = order,
        IsDescending = _filter.Order == order ? !_filter.IsDescending : order is "Priority" or "CreatedAt",
        Page = 0,
    });

    private string? SortOf(string? order) => order is null ? null : order == _filter.Order ? _filter.IsDescending ? "descending" : "ascending" : "none";

    private string SortIcon(string order) => order != _filter.Order ? "unfold_more" : _filter.IsDescending ? "arrow_downward" : "arrow_upward";

    private async Task OnSearch(ChangeEventArgs e)
    {
        var text = Text(e)?.Trim();
        if (_typing is not null)
        {
            await _typing.CancelAsync();
            _typing.Dispose();
        }

        _typing = new CancellationTokenSource();
        var mine = _typing.Token;
        try
        {
            await Task.Delay(SearchRest, mine);
        }
        catch (OperationCanceledException)
        {
            return; // another letter came
        }

        Navigation.NavigateTo((_filter with { Search = string.IsNullOrEmpty(text) ? null : text, Page = 0 }).Address(), replace: true);
    }

    // Who is excluded does not get the row at all, except a coordinator.
    private bool MayClaim(HumanTaskInfo task) =>
        Person.May(Policies.Works)
        && !task.ExcludedUsers.Contains(Person.Caller.UserId)
        && (task.CandidateRoles.Any(Person.Caller.Roles.Contains) || task.CandidateUsers.Contains(Person.Caller.UserId));

    private int? CountOf(TaskScope scope) => scope switch
    {
        TaskScope.Mine => _counts?.Mine,
        TaskScope.Roles => _counts?.Open + _counts?.Mine, // that list holds one's own too
        _ => null,
    };

    private string HolderOf(HumanTaskInfo task) =>
        task.AssigneeId is null ? T("page.inbox.nobody") : task.AssigneeId == Person.Caller.UserId ? T("page.inbox.you") : People.Of(task.AssigneeName);

    private string RoleNames() => string.Join(", ", Person.Caller.Roles.Select(r => T("page.role." + r)));

    private string RangeText()
    {
        var first = (_filter.Page * InboxFilter.PageSize) + 1;
        var isLowerBound = _total == Math.Max(CountMax, (_filter.Page * InboxFilter.PageSize) + (InboxFilter.PageSize * 5));
        return T(isLowerBound ? "page.inbox.range.more" : "page.inbox.range", first, first + (_rows?.Count ?? 0) - 1, _total);
    }
}
