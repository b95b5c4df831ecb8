using System.Text.Json.Nodes;
using Ledger.Api.Identity;
using Ledger.Api.Pages.Inbox;
using Ledger.Api.Pages.Shell;
using Ledger.Workflows.HumanTasks;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Ledger.Api.Pages.Tasks;

/// <summary>One task: what is to be done, what it is about, who has it, the decision, files and history; live (features.md W5, W6).</summary>
public sealed partial class TaskPage
{
    private static readonly (string Keys, string Text)[] Shortcuts =
    [
        ("u", "page.keys.back"), ("c", "page.keys.claim"), ("d", "page.keys.delegate"), ("a", "page.keys.assign"),
        ("1 2 3", "page.keys.outcomes"), ("m", "page.keys.comment"),
    ];

    private HumanTaskInfo? _task;
    private TaskRights? _rights;
    private DynamicComponent? _form;
    private bool _isMissing;
    private bool _isBusy;
    private bool _hasChanged;
    private int _version;
    private string? _handing;
    private long _watched;

    /// <summary>The task's key.</summary>
    [Parameter]
    public long Id { get; set; }

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

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        await Processes.LoadAsync();
        await People.LoadAsync();
        Watch<TaskWatch>().Start(change => change.TaskId == Volatile.Read(ref _watched), () => InvokeAsync(LookAgainAsync));
    }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        Volatile.Write(ref _watched, Id);
        _hasChanged = false;
        return ReadAsync();
    }

    private static bool IsOver(HumanTaskInfo task) => task.State is HumanTaskState.Completed or HumanTaskState.Cancelled;

    private static Dictionary<string, object> FormParameters(HumanTaskInfo task, TaskRights rights) => new()
    {
        [nameof(TaskForm.Task)] = task,
        [nameof(TaskForm.MayDecide)] = rights.MayDecide,
    };

    private static string StateLook(HumanTaskInfo task) => task.State.ToString().ToLowerInvariant();

    private async Task ReadAsync()
    {
        var person = Person.Caller.Person;
        var task = await Tasks.FindAsync(person, Id);
        var rights = task is null ? null : await Tasks.RightsAsync(person, Id);
        (_task, _rights, _isMissing) = (task, rights, task is null || rights is null);
    }

    private async Task LookAgainAsync()
    {
        var before = _task;
        await ReadAsync();
        _hasChanged |= before is not null && (_task?.State != before.State || _task.AssigneeId != before.AssigneeId);
        _version++;
        StateHasChanged();
    }

    private Task ClaimAsync() => DoAsync(async person => await Tasks.ClaimAsync(person, Id), T("page.task.claim.done"));

    private Task ReleaseAsync() => DoAsync(async person => await Tasks.ReleaseAsync(person, Id), T("page.task.release.done"));

    // Whatever came of it, the task is shown as it is now: a refusal means that it had changed.
    private async Task<bool> DoAsync(Func<TaskPerson, Task> work, string done)
    {
        if (_isBusy)
        {
            return false;
        }

        _isBusy = true;
        var isDone = await TryAsync(async () => await work((await Person.ConfirmAsync(Policies.Works)).Person));
        if (isDone)
        {
            SayDone(done);
        }

        _isBusy = false;
        await LookAgainAsync();
        return isDone;
    }

    private async Task DecideAsync((string Outcome, string? Comment) decision)
    {
        JsonObject? answer = null;
        if (_form?.Instance is TaskForm form)
        {
            (var isComplete, answer) = await form.AnswerAsync(decision.Outcome);
            if (!isComplete)
            {
                return;
            }
        }

        var label = TextOr("page.outcome." + decision.Outcome, decision.Outcome);
        if (await DoAsync(
            async person => await Tasks.CompleteAsync(person, Id, decision.Outcome, answer, decision.Comment), T("page.task.decide.done", label)))
        {
            Navigation.NavigateTo((_form?.Instance as TaskForm)?.AddressAfter(decision.Outcome) ?? Memory.Address);
        }
    }

    private async Task HandAsync(string name)
    {
        var isDelegated = _handing == "delegate";
        if (isDelegated && name.Length == 0)
        {
            Say(NotificationSeverity.Warning, T("page.task.person.needed"));
            return;
        }

        var done = isDelegated ? T("page.task.delegate.done", name)
            : name.Length == 0 ? T("page.task.assign.done.all") : T("page.task.assign.done", name);
        _handing = null;
        await DoAsync(
            async person =>
            {
                if (name.Length == 0)
                {
                    await Tasks.AssignAsync(person, Id, null, null);
                    return;
                }

                var to = await Colleagues.FindAsync(person.Actor.CompanyId, name);
                await (isDelegated
                    ? Tasks.DelegateAsync(person, Id, to.UserId, to.UserName)
                    : Tasks.AssignAsync(person, Id, to.UserId, to.UserName));
            },
            done);
    }

    private string OfferedTo(HumanTaskInfo task) =>
        string.Join(", ", task.CandidateRoles.Select(r => TextOr("page.role." + r, r)).Concat(task.CandidateUsers.Select(People.Of).OfType<string>()).Distinct());

    private string StateText(HumanTaskInfo task) => task.State switch
    {
        HumanTaskState.Open => T("page.task.state.open"),
        HumanTaskState.Claimed => (task.AssigneeId == Person.Caller.UserId
                ? T("page.task.state.mine", Moment(task.ClaimedAt))
                : T("page.task.state.theirs", People.Of(task.AssigneeName), Moment(task.ClaimedAt)))
            + (task.OwnerName is { } owner && task.OwnerId != task.AssigneeId ? " · " + T("page.task.state.delegated", People.Of(owner)) : string.Empty),
        HumanTaskState.Completed => T(
            "page.task.state.completed", People.Of(task.CompletedBy), TextOr("page.outcome." + task.Outcome, task.Outcome ?? string.Empty), Moment(task.CompletedAt))
            + (string.IsNullOrWhiteSpace(task.Comment) ? string.Empty : $": {task.Comment}"),
        _ => T("page.task.state.cancelled"),
    };
}
