using Ledger.Api.Identity;
using Ledger.Api.Pages.Inbox;
using Ledger.Api.Pages.Shell;
using Ledger.Foundation;
using Ledger.Foundation.Paging;
using Ledger.Workflows.Schedules;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Ledger.Api.Pages.Processes;

/// <summary>The schedules of the company or of one process: pause, resume, run now, change, create, delete; live (features.md W7).</summary>
public sealed partial class SchedulePanel : IAsyncDisposable
{
    private const int RunsShown = 5;

    private IReadOnlyList<ScheduleInfo>? _schedules;
    private Dictionary<long, Page<ScheduleRun>> _runs = [];
    private ScheduleInfo? _running;
    private ScheduleInfo? _deleting;
    private ScheduleInfo? _edited;
    private string? _newOf;
    private bool _isEditing;
    private bool _isBusy;
    private RunWatch? _watch;

    /// <summary>Only those of this process; null for all.</summary>
    [Parameter]
    public string? DefinitionId { get; set; }

    [Inject]
    private ISchedules Schedules { get; set; } = null!;

    [Inject]
    private ProcessNames Processes { get; set; } = null!;

    [Inject]
    private PeopleNames People { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    private IReadOnlyList<ScheduleInfo> Shown => [.. (_schedules ?? []).Where(s => DefinitionId is null || s.DefinitionId == DefinitionId)];

    /// <summary>Opens the dialog for a new schedule.</summary>
    /// <param name="definitionId">The process it is for; null to let the person choose.</param>
    public void Create(string? definitionId)
    {
        (_edited, _newOf, _isEditing) = (null, definitionId, true);
        StateHasChanged();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_watch is not null)
        {
            await _watch.DisposeAsync();
        }
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        await Processes.LoadAsync();
        await People.LoadAsync();
        await ReadAsync();
        var company = Person.Caller.Company;
        _watch = ActivatorUtilities.CreateInstance<RunWatch>(Services, RunWatch.Many);
        _watch.Start(change => change.CompanyId == company, () => InvokeAsync(async () =>
        {
            await ReadAsync();
            StateHasChanged();
        }));
    }

    private async Task ReadAsync()
    {
        var schedules = await Schedules.ListAsync(Person.Caller.Company);
        var runs = new Dictionary<long, Page<ScheduleRun>>();
        foreach (var schedule in schedules)
        {
            runs[schedule.Id] = await Schedules.HistoryAsync(schedule.Id, new PageRequest(0, RunsShown));
        }

        (_runs, _schedules) = (runs, schedules);
    }

    private async Task ActAsync((ScheduleInfo Schedule, string Act) wanted)
    {
        var schedule = wanted.Schedule;
        switch (wanted.Act)
        {
            case "run-now":
                _running = schedule;
                break;
            case "delete":
                _deleting = schedule;
                break;
            case "edit":
                (_edited, _newOf, _isEditing) = (schedule, schedule.DefinitionId, true);
                break;
            case "pause":
                await DoAsync(async actor => await Schedules.PauseAsync(schedule.Id, actor), T("page.schedules.paused.done", schedule.Name));
                break;
            case "resume":
                await DoAsync(async actor => await Schedules.ResumeAsync(schedule.Id, actor), T("page.schedules.resumed.done", schedule.Name));
                break;
        }
    }

    private async Task RunNowAsync()
    {
        if (_running is not { } schedule || _isBusy)
        {
            return;
        }

        ScheduleRun? run = null;
        await DoAsync(async actor => run = await Schedules.RunNowAsync(schedule.Id, actor), null);
        _running = null;
        if (run is { InstanceId: null })
        {
            Say(NotificationSeverity.Warning, T("page.schedules.ran.failed", Processes.Of(schedule.DefinitionId), run.Message));
        }
        else if (run is not null)
        {
            SayDone(T("page.schedules.ran.done", Processes.Of(schedule.DefinitionId)));
        }
    }

    private async Task DeleteAsync()
    {
        if (_deleting is { } schedule)
        {
            await DoAsync(actor => Schedules.DeleteAsync(schedule.Id, actor), T("page.schedules.deleted.done", schedule.Name));
            _deleting = null;
        }
    }

    private async Task EditedAsync(ScheduleInfo saved)
    {
        _isEditing = false;
        SayDone(T("page.schedules.saved.done", saved.Name));
        await ReadAsync();
    }

    private async Task DoAsync(Func<Actor, Task> work, string? done)
    {
        if (_isBusy)
        {
            return;
        }

        _isBusy = true;
        if (await TryAsync(async () => await work((await Person.ConfirmAsync(Policies.Owns)).Actor)) && done is not null)
        {
            SayDone(done);
        }

        _isBusy = false;
        await ReadAsync();
    }
}
