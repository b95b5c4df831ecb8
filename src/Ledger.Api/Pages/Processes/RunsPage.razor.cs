using Ledger.Api.Identity;
using Ledger.Api.Pages.Inbox;
using Ledger.Api.Pages.Shell;
using Ledger.Api.Processes;
using Ledger.Foundation.Paging;
using Ledger.Workflows.Instances;
using Microsoft.AspNetCore.Components;

namespace Ledger.Api.Pages.Processes;

/// <summary>The runs of the company, those under way first of all: filtered and paged by the database, and live (features.md W8, W12).</summary>
public sealed partial class RunsPage
{
    private static readonly (string Keys, string Text)[] Shortcuts =
    [
        ("/ F3", "page.keys.search"), ("j ↓", "page.keys.row.next"), ("k ↑", "page.keys.row.previous"), ("Enter", "page.keys.row.open"),
        ("1 … 6", "page.keys.tabs"), ("[ ]", "page.keys.pages"),
    ];

    private RunsFilter _filter = new();
    private IReadOnlyList<InstanceSummary>? _rows;
    private IReadOnlyList<StepProgress> _progress = [];
    private (int Running, int Faulted) _counts;
    private int _total;
    private bool _isBusy;
    private InstanceSummary? _cancelling;

    [Inject]
    private IInstanceQueries Instances { get; set; } = null!;

    [Inject]
    private IWorkflowRuntime Runtime { get; set; } = null!;

    [Inject]
    private RunCounts Counts { get; set; } = null!;

    [Inject]
    private ProcessNames Processes { get; set; } = null!;

    [Inject]
    private PeopleNames People { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        FollowAddress("/runs", ShowAsync);
        await Processes.LoadAsync();
        await People.LoadAsync();
        await ShowAsync();
        var company = Person.Caller.Company;
        Watch<RunWatch>(RunWatch.Many).Start(change => change.CompanyId == company, () => InvokeAsync(async () =>
        {
            await ReadAsync();
            StateHasChanged();
        }));
    }

    private static string? Text(ChangeEventArgs e) => e.Value?.ToString()?.Trim() is { Length: > 0 } text ? text : null;

    private Task ShowAsync()
    {
        _filter = RunsFilter.Parse(new Uri(Navigation.Uri).Query);
        return ReadAsync();
    }

    private async Task ReadAsync()
    {
        var company = Person.Caller.Company;
        var filter = _filter;
        var page = await Instances.ListAsync(filter.ToQuery(company), new PageRequest(filter.Page, RunsFilter.PageSize));
        var progress = await Instances.ProgressAsync(company);
        var counts = (await Counts.ListAsync(company)).Values;
        if (filter == _filter) // else another list was asked for meanwhile
        {
            (_rows, _total, _progress, _counts) = (page.Items, page.TotalCount, progress, (counts.Sum(c => c.Open), counts.Sum(c => c.Faulted)));
        }
    }

    private int? CountOf(RunPhase phase) => phase switch
    {
        RunPhase.Open => _counts.Running + _counts.Faulted,
        RunPhase.Running => _counts.Running,
        RunPhase.Faulted => _counts.Faulted,
        _ => null,
    };

    private string TitleOf(InstanceSummary run) => run.Name ?? Processes.Of(run.DefinitionId);

    private void Go(RunsFilter filter) => Navigation.NavigateTo(filter.Address());

    private async Task CancelAsync()
    {
        if (_cancelling is not { } run || _isBusy)
        {
            return;
        }

        _isBusy = true;
        if (await TryAsync(async () =>
        {
            var caller = await Person.ConfirmAsync(Policies.Stops);
            if (!await Runtime.CancelAsync(run.Id, caller.Actor))
            {
                throw new Http.RequestRefusedException(409, "page.run.cancel.ended", "The instance had ended already.");
            }
        }))
        {
            SayDone(T("page.run.cancelled"));
        }

        (_isBusy, _cancelling) = (false, null);
        await ReadAsync();
    }
}
