using System.Globalization;
using Ledger.Api.Identity;
using Ledger.Api.Pages.Inbox;
using Ledger.Api.Pages.Shell;
using Ledger.Api.Processes;
using Ledger.Foundation;
using Ledger.Workflows.HumanTasks;
using Ledger.Workflows.Instances;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace Ledger.Api.Pages.Processes;

/// <summary>One run: where it stands, what it waits for, how far long steps are, its journal, its drawing; live (features.md W8, W12).</summary>
public sealed partial class RunPage
{
    private static readonly (string Keys, string Text)[] Shortcuts =
        [("u", "page.keys.up"), ("1 2 3", "page.keys.tabs")];

    private InstanceOverview? _run;
    private InstanceDetail? _detail;
    private IReadOnlyList<BookmarkInfo> _timers = [];
    private IReadOnlyDictionary<string, string> _steps = new Dictionary<string, string>();
    private HashSet<long> _mine = [];
    private string _processName = string.Empty;
    private string _tab = "journal";
    private int _revision = -1;
    private int _version;
    private bool _isMissing;
    private bool _isBusy;
    private string? _asking;
    private long _watched;

    /// <summary>The instance.</summary>
    [Parameter]
    public long Id { get; set; }

    /// <summary>Which of its tabs is open.</summary>
    [SupplyParameterFromQuery(Name = "tab")]
    public string? Tab { get; set; }

    [Inject]
    private IInstanceQueries Instances { get; set; } = null!;

    [Inject]
    private IWorkflowRuntime Runtime { get; set; } = null!;

    [Inject]
    private IHumanTasks Tasks { get; set; } = null!;

    [Inject]
    private StepNames Names { get; set; } = null!;

    [Inject]
    private ProcessCatalog Catalog { get; set; } = null!;

    [Inject]
    private ProcessNames Processes { get; set; } = null!;

    [Inject]
    private PeopleNames People { get; set; } = null!;

    private IEnumerable<string> Tabs => Person.May(Policies.Owns) ? ["journal", "drawing", "data"] : ["journal", "drawing"];

    private bool IsOpen => _run is { Summary.SubStatus: not (WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled) };

    private bool HasEnded => !IsOpen;

    private string RunsList => _run is { } run ? RunsFilter.Of(run.Summary.DefinitionId, RunPhase.All).TrimStart('/') : "runs";

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        await People.LoadAsync();
        await Processes.LoadAsync();
        Watch<RunWatch>(RunWatch.One).Start(change => change.InstanceId == Volatile.Read(ref _watched), () => InvokeAsync(LookAgainAsync));
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        _tab = Tabs.Contains(Tab) ? Tab! : "journal";
        if (Volatile.Read(ref _watched) != Id)
        {
            Volatile.Write(ref _watched, Id);
            (_revision, _asking) = (-1, null);
            await ReadAsync();
        }
    }

    private string TabAddress(string tab) => string.Create(CultureInfo.InvariantCulture, $"runs/{Id}") is var address && tab == "journal"
        ? address
        : QueryHelpers.AddQueryString(address, "tab", tab);

    private string TitleOf(InstanceOverview run) => run.Summary.Name ?? (run.Summary.CorrelationId is { } key ? $"{_processName} {key}" : _processName);

    private async Task LookAgainAsync()
    {
        await ReadAsync();
        StateHasChanged();
    }

    // One row by its key says whether anything is new; only then the rest is read.
    private async Task ReadAsync()
    {
        var company = Person.Caller.Company;
        var standing = await Instances.StandingAsync(company, Id);
        if (standing is not null && standing.Revision == _revision && standing.Revision > 0)
        {
            return;
        }

        var run = standing is null ? null : await Instances.OverviewAsync(company, Id);
        if (run is null)
        {
            (_run, _isMissing) = (null, true);
            return;
        }

        _steps = await Names.OfAsync(run.Summary.VersionId);
        _processName = await Catalog.NameAsync(run.Summary.VersionId, CultureInfo.CurrentUICulture) ?? run.DefinitionName;
        _detail = await Instances.FindAsync(company, Id);
        _timers = [.. (_detail?.Bookmarks ?? []).Where(b => run.Tasks.All(t => t.ActivityId != b.ActivityId)).OrderBy(b => b.ResumeAt ?? DateTimeOffset.MaxValue)];
        _mine = await MineAsync(run);
        (_run, _isMissing, _revision) = (run, false, standing!.Revision);
        _version++;
    }

    // A link only to who may open the task.
    private async Task<HashSet<long>> MineAsync(InstanceOverview run)
    {
        var mine = new HashSet<long>();
        foreach (var task in run.Tasks)
        {
            if (await Tasks.FindAsync(Person.Caller.Person, task.Id) is not null)
            {
                mine.Add(task.Id);
            }
        }

        return mine;
    }

    private string WhoHas(OpenTask task) =>
        task.AssigneeName is { } name ? T("page.run.waits.has", People.Of(name))
        : task.CandidateRoles.Count > 0 ? T("page.run.waits.roles", string.Join(", ", task.CandidateRoles.Select(r => TextOr("page.role." + r, r))))
        : T("page.run.waits.people", task.CandidateUserCount);

    private string StandingText(InstanceOverview run) => run.Summary.SubStatus switch
    {
        WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled => Moment(run.Summary.FinishedAt),
        WorkflowSubStatus.Suspended when run.Tasks.Count > 0 => T("page.run.standing.task", run.Tasks[0].Title),
        WorkflowSubStatus.Suspended when _timers.Count > 0 && _timers[0].ResumeAt is { } at => T("page.run.standing.timer", Moment(at)),
        WorkflowSubStatus.Faulted => run.Incidents.Count > 0 ? T("page.run.standing.fault", run.Incidents[0].ActivityName) : string.Empty,
        _ => string.Empty,
    };

    private void Ask(string what) => _asking = what;

    private Task CancelAsync() => DoAsync(Policies.Stops, "page.run.cancelled", async actor =>
    {
        if (!await Runtime.CancelAsync(Id, actor))
        {
            throw new Http.RequestRefusedException(409, "page.run.cancel.ended", "The instance had ended already.");
        }
    });

    private Task RetryAsync(OpenIncident incident) =>
        DoAsync(Policies.Owns, "page.run.retried", actor => Runtime.RetryAsync(Id, incident.Incident.Id, actor));

    private Task SkipAsync((OpenIncident Incident, string Outcome) skip) =>
        DoAsync(Policies.Owns, "page.run.skipped", actor => Runtime.SkipAsync(Id, skip.Incident.Incident.Id, skip.Outcome, actor));

    // Whatever came of it, the run is shown as it is now.
    private async Task DoAsync(string policy, string done, Func<Actor, Task> work)
    {
        if (_isBusy)
        {
            return;
        }

        _isBusy = true;
        if (await TryAsync(async () =>
        {
            var caller = await Person.ConfirmAsync(policy);
            if (caller.Company != Person.Caller.Company || await Instances.StandingAsync(caller.Company, Id) is null)
            {
                throw new Http.RequestRefusedException(404, "instance.not-found", $"There is no instance {Id}.", Id);
            }

            await work(caller.Actor);
        }))
        {
            SayDone(T(done));
        }

        (_isBusy, _asking) = (false, null);
        await LookAgainAsync();
    }
}
