using Ledger.Foundation;
using Ledger.Testing;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Foundation.Auditing;
using Ledger.Foundation.Paging;
using Ledger.Workflows.HumanTasks;
using static Ledger.Workflows.Tests.HumanTasks.TaskBench;

namespace Ledger.Workflows.Tests.HumanTasks;

[Trait("row", "W5")]
public abstract class HumanTasksContract(DatabaseKind kind)
{
    [Fact] // W5, peers.md B9, B16
    public async Task Claim_FiftyPeopleAfterTheSameTwentyTasks_EachHasOneWinnerAndTheOthersAreToldWho()
    {
        await using var bench = await CreateAsync(kind);
        var ids = new List<long>();
        for (var i = 0; i < 20; i++)
        {
            ids.Add(await bench.AddAsync(Task($"Task {i}")));
        }

        var tries = from person in Enumerable.Range(1, 50) from id in ids select (Person: (long)person, TaskId: id);
        var results = new System.Collections.Concurrent.ConcurrentBag<(long TaskId, long? Winner, WorkflowException? Refusal)>();
        await Parallel.ForEachAsync(tries.OrderBy(_ => Random.Shared.Next()), new ParallelOptions { MaxDegreeOfParallelism = 25 }, async (t, ct) =>
        {
            try
            {
                await bench.Tasks.ClaimAsync(Person(t.Person, "Approver"), t.TaskId, ct);
                results.Add((t.TaskId, t.Person, null));
            }
            catch (WorkflowException e)
            {
                results.Add((t.TaskId, null, e));
            }
        });

        foreach (var id in ids)
        {
            var winner = results.Where(r => r.TaskId == id && r.Winner is not null).Should().ContainSingle().Subject.Winner;
            var refusals = results.Where(r => r.TaskId == id && r.Refusal is not null).Select(r => r.Refusal!).ToList();
            refusals.Should().HaveCount(49).And.OnlyContain(e => e.Code == "task.already-claimed" && Equals(e.Arguments[0], $"user{winner}"));
            (await bench.Tasks.FindAsync(Coordinator(), id))!.AssigneeId.Should().Be(winner);
        }

        (await AuditVerifier.VerifyAsync(bench.Database)).Single().Break.Should().BeNull();
    }

    [Fact] // W5
    public async Task Complete_ManyAtOnce_OneWinsAndTheInstanceIsResumedOnce()
    {
        await using var bench = await CreateAsync(kind);
        for (var round = 0; round < 10; round++)
        {
            var id = await bench.AddAsync(Task() with { BookmarkId = round });
            var results = await System.Threading.Tasks.Task.WhenAll(Enumerable.Range(1, 10).Select(p => System.Threading.Tasks.Task.Run(async () =>
            {
                try
                {
                    await bench.Tasks.CompleteAsync(Person(p, "Approver"), id, p % 2 == 0 ? "Approved" : "Rejected");
                    return (Person: p, Refusal: (WorkflowException?)null);
                }
                catch (WorkflowException e)
                {
                    return (Person: p, Refusal: e);
                }
            })));

            var winner = results.Where(r => r.Refusal is null).Should().ContainSingle().Subject.Person;
            results.Where(r => r.Refusal is not null).Should().OnlyContain(
                r => r.Refusal!.Code == "task.already-completed" && Equals(r.Refusal.Arguments[0], $"user{winner}") && r.Refusal.Arguments[1] is DateTimeOffset);
            bench.Runtime.Resumed.Where(r => r.BookmarkId == round).Should().ContainSingle()
                .Which.Input!["completedByUserId"]!.GetValue<long>().Should().Be(winner);
            (await bench.Tasks.HistoryAsync(Coordinator(), id)).Count(h => h.Action == "completed").Should().Be(1);
        }
    }

    [Fact] // W5, peers.md B12
    public async Task ClaimAndAssign_AtOnce_EndWithOneHolderAndAHistoryThatSaysSo()
    {
        await using var bench = await CreateAsync(kind);
        for (var round = 0; round < 10; round++)
        {
            var id = await bench.AddAsync(Task());
            var claim = System.Threading.Tasks.Task.Run(async () =>
            {
                try
                {
                    await bench.Tasks.ClaimAsync(Person(1, "Approver"), id);
                    return true;
                }
                catch (WorkflowException e) when (e.Code == "task.already-claimed")
                {
                    return false;
                }
            });
            var assign = System.Threading.Tasks.Task.Run(() => bench.Tasks.AssignAsync(Coordinator(), id, 2, "user2"));
            var claimed = await claim;
            await assign;

            // The coordinator's word stands whoever was first: assigning also takes a claimed task.
            (await bench.Tasks.FindAsync(Coordinator(), id))!.AssigneeId.Should().Be(2);
            var actions = (await bench.Tasks.HistoryAsync(Coordinator(), id)).Select(h => h.Action).ToList();
            actions.Should().Equal(claimed ? ["created", "claimed", "assigned"] : ["created", "assigned"]);
        }
    }

    [Fact] // W5: who did what and when
    public async Task Life_ClaimDelegateReleaseCommentAttachComplete_IsAllInTheHistory()
    {
        await using var bench = await CreateAsync(kind);
        var changes = new List<string>();
        bench.Changes.Changed += c => changes.Add(c.Action);
        var id = await bench.AddAsync(Task());
        var (ana, eva) = (Person(1, "Approver"), Person(2));

        await bench.Tasks.ClaimAsync(ana, id);
        await bench.Tasks.ClaimAsync(ana, id);
        (await bench.Tasks.DelegateAsync(ana, id, 2, "user2")).OwnerId.Should().Be(1);
        await bench.Tasks.CommentAsync(eva, id, "<b>please look</b>");
        await bench.Tasks.AttachAsync(eva, id, "..\\..\\in/voice\u202E.pdf", "text/html", Encoding.UTF8.GetBytes("%PDF-1.7 x"));
        (await bench.Tasks.ReleaseAsync(eva, id)).AssigneeId.Should().Be(1, "a delegate gives a task back to its owner");
        await bench.Tasks.ReleaseAsync(ana, id);
        bench.Clock.Move(TimeSpan.FromMinutes(3));
        var done = await bench.Tasks.CompleteAsync(ana, id, "Approved", new JsonObject { ["amount"] = 12.5 }, "fine");

        done.State.Should().Be(HumanTaskState.Completed);
        done.CompletedBy.Should().Be("user1");
        done.CompletedAt.Should().Be(bench.Clock.GetUtcNow());
        done.Answer!["amount"]!.GetValue<decimal>().Should().Be(12.5m);
        (await bench.Tasks.HistoryAsync(ana, id)).Select(h => h.Action).Should().Equal(
            "created", "claimed", "delegated", "commented", "attached", "released", "released", "completed");
        (await bench.Tasks.HistoryAsync(ana, id))[3].Detail.Should().Be("<b>please look</b>", "a comment is text; whoever shows it escapes it");
        changes.Should().Equal("created", "claimed", "delegated", "commented", "attached", "released", "released", "completed");
        var file = (await bench.Tasks.AttachmentsAsync(ana, id)).Should().ContainSingle().Subject;
        file.FileName.Should().Be("voice.pdf");
        file.ContentType.Should().Be("application/pdf", "the caller's content type is not believed");
        Encoding.UTF8.GetString((await bench.Tasks.ReadAttachmentAsync(ana, id, file.Id))!).Should().Be("%PDF-1.7 x");
        var audited = await bench.Database.QueryAsync("select count(*) from audit_entries where subject_type = 'HumanTask'", r => r.GetInt32(0));
        audited[0].Should().Be(8);
    }

    [Fact] // W6
    public async Task SegregationOfDuties_WhoDidTheEarlierStep_CannotSeeTakeGetOrDecideTheLater()
    {
        await using var bench = await CreateAsync(kind);
        var (ana, eva) = (Person(1, "Approver"), Person(2, "Approver"));
        var entry = await bench.AddAsync(Task("Enter") with { ActivityId = "enter" });
        await bench.Tasks.CompleteAsync(ana, entry, "Approved");
        var authorise = await bench.AddAsync(Task() with { NotSameAs = ["enter"], ExcludedUsers = [33] });

        (await bench.Tasks.ListAsync(ana, new TaskQuery(), new PageRequest())).Items.Should().BeEmpty();
        await Refusal(() => bench.Tasks.ClaimAsync(ana, authorise), "task.excluded");
        await Refusal(() => bench.Tasks.CompleteAsync(ana, authorise, "Approved"), "task.excluded");
        await Refusal(() => bench.Tasks.AssignAsync(Coordinator(), authorise, 1, "user1"), "task.excluded");
        await Refusal(() => bench.Tasks.AssignAsync(Coordinator(), authorise, 33, "user33"), "task.excluded");
        await bench.Tasks.ClaimAsync(eva, authorise);
        await Refusal(() => bench.Tasks.DelegateAsync(eva, authorise, 1, "user1"), "task.excluded");
        (await bench.Tasks.CompleteAsync(eva, authorise, "Approved")).CompletedBy.Should().Be("user2");
    }

    [Fact] // W5: who corrects reads why it was sent back; what is decided later, or in another process, is not "before"
    public async Task Earlier_OfATask_IsWhatWasDecidedInItsProcessBeforeItWasAskedForLatestFirst()
    {
        await using var bench = await CreateAsync(kind);
        var first = await bench.AddAsync(Task("First"));
        var elsewhere = await bench.AddAsync(Task("Elsewhere") with { InstanceId = 999 });
        await bench.Tasks.CompleteAsync(Person(1, "Approver"), first, "Rejected", comment: "One is missing");
        await bench.Tasks.CompleteAsync(Person(1, "Approver"), elsewhere, "Approved");
        bench.Clock.Move(TimeSpan.FromMinutes(1));
        var second = await bench.AddAsync(Task("Second"));
        await bench.Tasks.CompleteAsync(Person(2, "Approver"), second, "Approved");
        bench.Clock.Move(TimeSpan.FromMinutes(1));
        var third = await bench.AddAsync(Task("Third"));
        var beside = await bench.AddAsync(Task("Beside"));
        bench.Clock.Move(TimeSpan.FromMinutes(1));
        await bench.Tasks.CompleteAsync(Person(3, "Approver"), beside, "Approved");

        var earlier = await bench.Tasks.EarlierAsync(Person(4, "Approver"), third, 5);
        earlier.Select(d => (d.TaskId, d.Title, d.Outcome, d.By, d.Comment)).Should().Equal(
            (second, "Second", "Approved", "user2", null), (first, "First", "Rejected", "user1", "One is missing"));
        (await bench.Tasks.EarlierAsync(Person(4, "Approver"), third, 1)).Select(d => d.TaskId).Should().Equal(second);
        var stranger = () => bench.Tasks.EarlierAsync(Person(5, "Auditor") with { Actor = Person(5).Actor with { CompanyId = 77 } }, third, 5);
        (await stranger.Should().ThrowAsync<WorkflowException>()).Which.Code.Should().Be("task.not-found");
    }

    [Fact] // W5, W6: a page shows the buttons that would be obeyed, and no others
    public async Task Rights_OfEachPersonInEachState_AreWhatTheTaskWouldObey()
    {
        await using var bench = await CreateAsync(kind);
        var (ana, eva, clerk) = (Person(1, "Approver"), Person(2, "Approver"), Person(3, "Operator"));
        var entry = await bench.AddAsync(Task("Enter") with { ActivityId = "enter" });
        await bench.Tasks.CompleteAsync(ana, entry, "Approved", null, "as agreed");
        var id = await bench.AddAsync(Task() with { NotSameAs = ["enter"] });
        async Task<TaskRights> Of(TaskPerson person) => (await bench.Tasks.RightsAsync(person, id))!;

        (await bench.Tasks.FindAsync(ana, entry))!.Comment.Should().Be("as agreed");
        (await bench.Tasks.RightsAsync(ana, entry))!.Obstacle!.Code.Should().Be("task.already-completed");
        (await bench.Tasks.RightsAsync(clerk, id)).Should().BeNull("it is not offered to the person");
        (await Of(ana)).Should().Match<TaskRights>(r => !r.MayClaim && !r.MayDecide && !r.MayRelease && !r.MayAssign && r.Obstacle!.Code == "task.excluded");
        (await Of(eva)).Should().Match<TaskRights>(r => r.MayClaim && r.MayDecide && !r.MayRelease && !r.MayAssign && r.MayAttach && r.Obstacle == null);
        (await Of(Coordinator())).Should().Match<TaskRights>(r => !r.MayClaim && !r.MayDecide && r.MayAssign && r.Obstacle!.Code == "task.not-candidate");

        await bench.Tasks.ClaimAsync(eva, id);
        (await bench.Tasks.FindAsync(eva, id))!.ClaimedAt.Should().Be(bench.Clock.GetUtcNow());
        (await Of(eva)).Should().Match<TaskRights>(r => !r.MayClaim && r.MayDecide && r.MayRelease);
        (await Of(Person(4, "Approver"))).Should().Match<TaskRights>(r => !r.MayClaim && !r.MayDecide && !r.MayRelease && r.Obstacle!.Code == "task.already-claimed");
        await bench.Tasks.CompleteAsync(eva, id, "Approved");
        (await Of(eva)).Should().Match<TaskRights>(r => !r.MayClaim && !r.MayDecide && !r.MayRelease && !r.MayAssign && !r.MayAttach);
    }

    [Fact] // W6: two signatures asked for side by side
    public async Task SegregationOfDuties_TwoTasksOpenSideBySide_OnePersonDecidesOnlyOneOfThem()
    {
        await using var bench = await CreateAsync(kind);
        var first = await bench.AddAsync(Task("First") with { ActivityId = "a", NotSameAs = ["b"], InstanceId = 5 });
        var second = await bench.AddAsync(Task("Second") with { ActivityId = "b", NotSameAs = ["a"], InstanceId = 5 });
        var ana = Person(1, "Approver");

        var results = await System.Threading.Tasks.Task.WhenAll(new[] { first, second }.Select(id => System.Threading.Tasks.Task.Run(async () =>
        {
            try
            {
                await bench.Tasks.CompleteAsync(ana, id, "Approved");
                return "ok";
            }
            catch (WorkflowException e)
            {
                return e.Code;
            }
        })));

        results.Should().BeEquivalentTo("ok", "task.excluded");
    }

    [Fact] // W5
    public async Task Refusals_EachRule_HasItsCodeAndChangesNothing()
    {
        await using var bench = await CreateAsync(kind);
        var (ana, eva, ivo) = (Person(1, "Approver"), Person(2, "Approver"), Person(3, "Operator"));
        var id = await bench.AddAsync(Task());

        await Refusal(() => bench.Tasks.ClaimAsync(ana, 12345), "task.not-found");
        await Refusal(() => bench.Tasks.ClaimAsync(ivo, id), "task.not-found", "what one may not see does not exist");
        await Refusal(() => bench.Tasks.ClaimAsync(new TaskPerson(new Actor(8, 1, "user1"), ["Approver"]), id), "task.not-found");
        await Refusal(() => bench.Tasks.ClaimAsync(Coordinator(), id), "task.not-candidate");
        await Refusal(() => bench.Tasks.ReleaseAsync(ana, id), "task.not-assignee");
        await Refusal(() => bench.Tasks.CompleteAsync(ana, id, "Maybe"), "task.outcome-unknown");
        await Refusal(() => bench.Tasks.AssignAsync(ana, id, 2, "user2"), "task.not-coordinator");
        await bench.Tasks.ClaimAsync(ana, id);
        await Refusal(() => bench.Tasks.CompleteAsync(eva, id, "Approved"), "task.not-assignee");
        await Refusal(() => bench.Tasks.DelegateAsync(eva, id, 3, "user3"), "task.not-assignee");
        await Refusal(() => bench.Tasks.CommentAsync(ana, id, " "), "task.comment-length");
        await Refusal(() => bench.Tasks.AttachAsync(ana, id, "page.html", "application/pdf", [1]), "task.attachment-kind");
        await Refusal(() => bench.Tasks.AttachAsync(ana, id, "page.pdf", "application/pdf", "<html>"u8.ToArray()), "task.attachment-kind");
        await Refusal(() => bench.Tasks.AttachAsync(ana, id, "big.txt", "text/plain", new byte[10_000_001]), "task.attachment-too-large");
        await Refusal(() => bench.AddAsync(Task() with { CandidateRoles = [] }), "task.no-candidates");

        bench.Runtime.Answer = false;
        await Refusal(() => bench.Tasks.CompleteAsync(ana, id, "Approved"), "task.process-gone");
        var task = (await bench.Tasks.FindAsync(ana, id))!;
        task.State.Should().Be(HumanTaskState.Claimed, "a refused completion leaves no trace");
        (await bench.Tasks.HistoryAsync(ana, id)).Select(h => h.Action).Should().Equal("created", "claimed");
    }

    [Fact] // W5
    public async Task Cancel_OfTheExecution_EndsTheTaskAndItsNotices()
    {
        await using var bench = await CreateAsync(kind);
        var task = Task() with { RemindAt = bench.Clock.GetUtcNow() };
        var id = await bench.AddAsync(task);

        await bench.Database.WriteAsync(tx => bench.Creation.CancelAsync(tx, task.InstanceId, task.ExecutionId, Actor.System(Company)));

        await Refusal(() => bench.Tasks.CompleteAsync(Person(1, "Approver"), id, "Approved"), "task.cancelled");
        (await bench.Tasks.ListAsync(Person(1, "Approver"), new TaskQuery(), new PageRequest())).Items.Should().BeEmpty();
        (await bench.Database.QueryAsync("select id from task_notices", r => r.GetInt64(0))).Should().BeEmpty();
    }

    [Fact] // peers.md B14
    public async Task ChangeCandidates_OfAnOpenTask_MovesItToTheOtherInbox()
    {
        await using var bench = await CreateAsync(kind);
        var id = await bench.AddAsync(Task());

        await bench.Tasks.ChangeCandidatesAsync(Coordinator(), id, ["Operator"], [42]);

        (await bench.Tasks.ListAsync(Person(1, "Approver"), new TaskQuery(), new PageRequest())).Items.Should().BeEmpty();
        (await bench.Tasks.ListAsync(Person(2, "Operator"), new TaskQuery(), new PageRequest())).Items.Should().ContainSingle();
        (await bench.Tasks.ListAsync(Person(42), new TaskQuery(), new PageRequest())).Items.Should().ContainSingle();
    }

    private static async Task Refusal(Func<Task> action, string code, string because = "") =>
        (await action.Should().ThrowAsync<WorkflowException>()).Which.Code.Should().Be(code, because);
}

public sealed class SqliteHumanTasksTests() : HumanTasksContract(DatabaseKind.Sqlite);

public sealed class PostgreSqlHumanTasksTests() : HumanTasksContract(DatabaseKind.PostgreSql);
