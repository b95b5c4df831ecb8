using Ledger.Api.Identity;
using Ledger.Workflows.HumanTasks;
using Radzen;

namespace Ledger.Api.Pages.Inbox;

/// <summary>What is done from the list itself: with one task, or with several that were ticked. Each task is a change of its own: one that is refused stops no other.</summary>
public sealed partial class InboxPage
{
    private bool _isAssigning;

    private bool MayChoose => Person.May(Policies.Works) && _filter.Phase == TaskPhase.Undecided;

    private bool MayAssign => Person.Caller.Person.MayCoordinate;

    private IEnumerable<HumanTaskInfo> Chosen => (_rows ?? []).Where(t => _chosen.Contains(t.Id));

    private IEnumerable<HumanTaskInfo> Claimable => Chosen.Where(t => t.State == HumanTaskState.Open && MayClaim(t));

    private IEnumerable<HumanTaskInfo> Releasable => Chosen.Where(t => t.State == HumanTaskState.Claimed && t.AssigneeId == Person.Caller.UserId);

    private void Choose(long id, bool isChosen)
    {
        _ = isChosen ? _chosen.Add(id) : _chosen.Remove(id);
    }

    private void ChooseAll(bool isChosen)
    {
        _chosen.Clear();
        if (isChosen)
        {
            _chosen.UnionWith((_rows ?? []).Select(t => t.Id));
        }
    }

    private Task ClaimAsync(HumanTaskInfo task) => DoAsync([task], (person, id) => Tasks.ClaimAsync(person, id), _ => T("page.inbox.claimed"));

    private Task ClaimChosenAsync() => DoAsync([.. Claimable], (person, id) => Tasks.ClaimAsync(person, id), count => T("page.inbox.claimed.several", count));

    private Task ReleaseChosenAsync() => DoAsync([.. Releasable], (person, id) => Tasks.ReleaseAsync(person, id), count => T("page.inbox.released.several", count));

    private async Task AssignChosenAsync(string name)
    {
        _isAssigning = false;
        (long UserId, string UserName)? to = null;
        if (name.Length > 0 && !await TryAsync(async () => to = await Colleagues.FindAsync(Person.Caller.Company, name)))
        {
            return;
        }

        await DoAsync(
            [.. Chosen], (person, id) => Tasks.AssignAsync(person, id, to?.UserId, to?.UserName),
            count => to is null ? T("page.inbox.assigned.all", count) : T("page.inbox.assigned.several", count, People.Of(to.Value.UserName)));
    }

    private async Task DoAsync(IReadOnlyList<HumanTaskInfo> tasks, Func<TaskPerson, long, Task> work, Func<int, string> done)
    {
        if (_isBusy || tasks.Count == 0)
        {
            return;
        }

        _isBusy = true;
        var (count, refusals) = (0, new List<string>());
        foreach (var task in tasks)
        {
            try
            {
                await work((await Person.ConfirmAsync(Policies.Works)).Person, task.Id);
                count++;
                _chosen.Remove(task.Id);
            }
            catch (Exception exception) when (!Http.Refusal.Of(exception).IsUnexpected)
            {
                refusals.Add($"{task.Title}: {TextOf(exception)}");
            }
        }

        if (count > 0)
        {
            SayDone(done(count));
        }

        // A long list of refusals says little more than its first.
        if (refusals.Count > 0)
        {
            Say(NotificationSeverity.Warning, refusals.Count == 1 ? refusals[0] : T("page.inbox.refused.several", refusals.Count, refusals[0]));
        }

        _isBusy = false;
        await LookAgainAsync();
    }
}
