using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Workflows.HumanTasks;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Tests.Runtime;

namespace Ledger.Workflows.Tests.Instances;

/// <summary>Instances move to a newer version where each waiting step still exists; else all reasons are told (features.md W11).</summary>
[Trait("row", "W11")]
public abstract class MoveContract(DatabaseKind kind)
{
    private static readonly TaskPerson Boss = PeopleHost.Person(5, "Approver");

    [Theory]
    [InlineData("CounterBased")]
    [InlineData("TokenBased")]
    public async Task MoveAsync_WaitingForATask_GoesOnAlongTheNewVersion(string mode)
    {
        await using var host = await PeopleHost.CreateAsync(kind);
        await host.ImportAsync(Moving.Chart("p", mode, [Moving.Line("a"), Moving.Ask("ask", "Yes", "No"), Moving.Line("b")], "a>ask", "ask:Yes>b", "ask:No>b"));
        var id = (await host.StartAsync("p")).InstanceId;
        await host.ImportAsync(Moving.Chart(
            "p", mode, [Moving.Line("a"), Moving.Ask("ask", "Yes", "Later"), Moving.Line("extra"), Moving.Line("b")], "a>ask", "ask:Yes>extra", "ask:Later>extra", "extra>b"));

        var check = await host.Runtime.CheckMoveAsync(id, null, PeopleHost.Owner);
        (await host.DetailAsync(id)).Summary.Version.Should().Be(1, "a check changes nothing");
        var move = await host.Runtime.MoveAsync(id, null, PeopleHost.Owner);

        check.IsAllowed.Should().BeTrue();
        check.Warnings.Should().ContainSingle(w => w.Code == "move.outcome-gone" && w.ActivityId == "ask");
        move.ToVersion.Should().Be(2);
        var detail = await host.DetailAsync(id);
        detail.Summary.Version.Should().Be(2);
        detail.Moves.Should().ContainSingle(m => m.FromVersion == 1 && m.ToVersion == 2 && m.By == "ana");
        var task = (await host.Tasks.ListAsync(Boss, new TaskQuery { InstanceId = id }, new())).Items.Single();
        task.Outcomes.Should().Equal("Yes", "Later");
        var old = () => host.Tasks.CompleteAsync(Boss, task.Id, "No");
        (await old.Should().ThrowAsync<WorkflowException>()).Which.Code.Should().Be("task.outcome-unknown");
        await host.Tasks.CompleteAsync(Boss, task.Id, "Yes");
        await host.DrainAsync();

        (await host.StatusAsync(id)).Should().Be(WorkflowSubStatus.Finished);
        (await host.LinesAsync(id)).Should().Equal("a", "extra", "b");
        var journal = await host.Get<IInstanceQueries>().JournalAsync(PeopleHost.Company, id);
        journal.Should().ContainSingle(e => e.EventName == "Moved" && e.Message == "1 → 2" && e.Payload!["by"]!.GetValue<string>() == "ana");
        journal.Where(e => e.EventName == "Started").Select(e => e.ActivityId).Should().Equal("Workflow1", "flow", "a", "ask", "extra", "b");
        journal.Select(e => e.Sequence).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        var audited = await host.Database.QueryAsync("select detail from audit_entries where action = 'instance.moved'", r => r.GetString(0));
        audited.Should().ContainSingle().Which.Should().Contain("\"toVersion\":2");
    }

    [Theory]
    [InlineData("timer")]
    [InlineData("event")]
    [InlineData("child")]
    [InlineData("report")]
    [InlineData("http")]
    public async Task MoveAsync_EachKindOfWaiting_IsKept(string wait)
    {
        await using var host = await PeopleHost.CreateAsync(kind);
        await host.ImportAsync(Moving.Version("child", Moving.Sequence("root", Flow.Wait("child-goes", "w"))));
        JsonObject Step() => wait switch
        {
            "timer" => Flow.Activity("Elsa.Delay", "wait", ("timeSpan", "00:10:00")),
            "event" => Flow.Wait("goes", "wait"),
            "child" => Flow.Activity("Elsa.ExecuteWorkflow", "wait", ("workflowDefinitionId", "child"), ("waitForCompletion", true)),
            "report" => Flow.Activity("Elsa.RunTask", "wait", ("taskName", "count")),
            _ => Flow.Activity("Elsa.HttpEndpoint", "wait", ("path", "come/in"), ("supportedMethods", new JsonArray("POST"))),
        };
        await host.ImportAsync(Moving.Version("p", Moving.Sequence("root", Moving.Line("a"), Step(), Moving.Line("b"))));
        var id = (await host.StartAsync("p")).InstanceId;
        await host.DrainAsync();
        await host.ImportAsync(Moving.Version("p", Moving.Sequence("root", Moving.Line("zero"), Moving.Line("a"), Step(), Moving.Line("new"), Moving.Line("b"))));

        var move = await host.Runtime.MoveAsync(id, null, PeopleHost.Owner);

        move.Warnings.Should().ContainSingle(w => w.Code == "move.step-passed" && w.ActivityId == "zero");
        var bookmark = (await host.DetailAsync(id)).Bookmarks.Should().ContainSingle(b => b.ActivityId == "wait").Subject;
        switch (wait)
        {
            case "timer":
                host.Clock.Move(TimeSpan.FromMinutes(11));
                break;
            case "event" or "child":
                await host.Runtime.SendAsync(new Stimulus(
                    "Elsa.Event", new JsonObject { ["EventName"] = wait == "event" ? "goes" : "child-goes" }, PeopleHost.Owner));
                break;
            case "report":
                await host.Runtime.ReportTaskCompletedAsync(bookmark.Payload!["TaskId"]!.GetValue<string>(), null, PeopleHost.Owner);
                break;
            default:
                var path = await host.Database.QueryAsync("select path from http_waits where bookmark_id = $1", r => r.GetString(0), bookmark.Id);
                path.Should().ContainSingle("a request still finds it");
                await host.Database.WriteAsync(tx => host.Runtime.ResumeAsync(tx, bookmark.Id, new JsonObject { ["method"] = "POST" }, PeopleHost.Owner));
                break;
        }

        await host.DrainAsync();
        (await host.StatusAsync(id)).Should().Be(WorkflowSubStatus.Finished);
        (await host.LinesAsync(id)).Should().Equal("a", "new", "b");
    }

    [Theory]
    [InlineData("CounterBased")]
    [InlineData("TokenBased")]
    public async Task MoveAsync_ForkWithOneBranchWaiting_JoinsWithoutTheStepsAlreadyPassed(string mode)
    {
        await using var host = await PeopleHost.CreateAsync(kind);
        await host.ImportAsync(Moving.Chart(
            "fork", mode, [Moving.Line("s"), Moving.Line("a"), Flow.Wait("go", "w"), Moving.Join("j"), Moving.Line("end")], "s>a", "s>w", "a>j", "w>j", "j>end"));
        var id = (await host.StartAsync("fork")).InstanceId;
        await host.ImportAsync(Moving.Chart(
            "fork", mode,
            [Moving.Line("s"), Moving.Line("a"), Moving.Line("n"), Flow.Wait("go", "w"), Moving.Line("m"), Moving.Line("side"), Moving.Join("j"), Moving.Line("end"), Moving.Line("last")],
            "s>a", "s>w", "s>side", "a>n", "n>j", "w>m", "m>j", "j>end", "end>last"));

        var move = await host.Runtime.MoveAsync(id, null, PeopleHost.Owner);
        await host.Runtime.SendAsync(new Stimulus("Elsa.Event", new JsonObject { ["EventName"] = "go" }, PeopleHost.Owner));
        await host.DrainAsync();

        move.Warnings.Where(w => w.Code == "move.step-passed").Select(w => w.ActivityId).Should().BeEquivalentTo("n", "side");
        (await host.StatusAsync(id)).Should().Be(WorkflowSubStatus.Finished);
        (await host.LinesAsync(id)).Should().Equal("s", "a", "m", "end", "last");
    }

    [Theory]
    [InlineData("CounterBased")]
    [InlineData("TokenBased")]
    public async Task MoveAsync_NewWayIntoTheWaitingStep_DoesNotStartItTwice(string mode)
    {
        await using var host = await PeopleHost.CreateAsync(kind);
        await host.ImportAsync(Moving.Chart("twice", mode, [Moving.Line("s"), Flow.Wait("one", "w"), Flow.Wait("two", "v"), Moving.Line("end")], "s>w", "s>v", "w>end", "v>end"));
        var id = (await host.StartAsync("twice")).InstanceId;
        await host.ImportAsync(Moving.Chart(
            "twice", mode, [Moving.Line("s"), Flow.Wait("one", "w"), Flow.Wait("two", "v"), Moving.Line("end")], "s>w", "s>v", "v>w", "w>end"));

        if (mode == "TokenBased")
        {
            (await host.Runtime.CheckMoveAsync(id, null, PeopleHost.Owner)).Problems.Should().ContainSingle(p => p.Code == "move.step-twice" && p.ActivityId == "w");
            return;
        }

        await host.Runtime.MoveAsync(id, null, PeopleHost.Owner);
        await host.Runtime.SendAsync(new Stimulus("Elsa.Event", new JsonObject { ["EventName"] = "two" }, PeopleHost.Owner));
        await host.DrainAsync();
        (await host.DetailAsync(id)).Bookmarks.Should().ContainSingle(b => b.ActivityId == "w");
        await host.Runtime.SendAsync(new Stimulus("Elsa.Event", new JsonObject { ["EventName"] = "one" }, PeopleHost.Owner));
        await host.DrainAsync();

        (await host.StatusAsync(id)).Should().Be(WorkflowSubStatus.Finished);
        (await host.LinesAsync(id)).Should().Equal("s", "end");
    }

    [Fact]
    public async Task MoveAsync_InsideALoop_TheTurnsToComeFollowTheNewBody()
    {
        await using var host = await PeopleHost.CreateAsync(kind);
        await host.ImportAsync(Moving.Version("loop", Moving.Loop(Moving.Sequence("body", Moving.Line("in"), Flow.Wait("next", "w")))));
        var id = (await host.StartAsync("loop")).InstanceId;
        await SendAsync();
        await host.ImportAsync(Moving.Version("loop", Moving.Loop(Moving.Sequence("body", Moving.Line("in"), Flow.Wait("next", "w"), Moving.Line("out")))));

        await host.Runtime.MoveAsync(id, null, PeopleHost.Owner);
        await SendAsync();
        await SendAsync();

        (await host.StatusAsync(id)).Should().Be(WorkflowSubStatus.Finished);
        (await host.LinesAsync(id)).Should().Equal("in", "in", "out", "in", "out");

        async Task SendAsync()
        {
            await host.Runtime.SendAsync(new Stimulus("Elsa.Event", new JsonObject { ["EventName"] = "next" }, PeopleHost.Owner));
            await host.DrainAsync();
        }
    }

    [Fact]
    public async Task MoveAsync_FaultedStepThatTheNewVersionMends_IsRetriedThere()
    {
        await using var host = await PeopleHost.CreateAsync(kind);
        await host.ImportAsync(Moving.Version("mend", Moving.Sequence("root", Moving.Line("a"), Flow.Effect("pay"), Moving.Line("b"))));
        host.Probe.Fail("pay", _ => new WorkflowException("x.refused", "refused"));
        await host.Database.WriteAsync(tx => tx.ExecuteAsync("create table effects (instance_id bigint not null, name text not null)"));
        var id = (await host.StartAsync("mend")).InstanceId;
        var incident = (await host.DetailAsync(id)).Incidents.Single();
        var mended = Flow.Effect("pay");
        mended["effect"]!["expression"]!["value"] = "pay-mended";
        await host.ImportAsync(Moving.Version("mend", Moving.Sequence("root", Moving.Line("a"), mended, Moving.Line("b"))));

        await host.Runtime.MoveAsync(id, null, PeopleHost.Owner);
        await host.Runtime.RetryAsync(id, incident.Id, PeopleHost.Owner);
        await host.DrainAsync();

        (await host.StatusAsync(id)).Should().Be(WorkflowSubStatus.Finished);
        (await host.Database.QueryAsync("select name from effects", r => r.GetString(0))).Should().Equal("pay-mended");
    }

    [Fact]
    public async Task MoveAsync_Variables_KeepTheirValuesByIdThenByName()
    {
        await using var host = await PeopleHost.CreateAsync(kind);
        JsonArray before = [Moving.Variable("v1", "Total", "Int32", "7"), Moving.Variable("v2", "Gone", "String", "x"), Moving.Variable("v3", "Note", "String", "12")];
        JsonArray after = [Moving.Variable("v9", "Total", "Int32", "1"), Moving.Variable("v3", "Renamed", "Int32", "0"), Moving.Variable("v4", "Fresh", "String", "new")];
        await host.ImportAsync(Moving.Version("vars", Moving.Sequence("root", Flow.Wait("go", "w")), before));
        var id = (await host.StartAsync("vars")).InstanceId;
        await host.ImportAsync(Moving.Version("vars", Moving.Sequence("root", Flow.Wait("go", "w")), after));

        var move = await host.Runtime.MoveAsync(id, null, PeopleHost.Owner);

        move.Warnings.Select(w => w.Code).Should().BeEquivalentTo("move.variable-gone", "move.variable-retyped");
        (await host.DetailAsync(id)).Variables.Select(v => $"{v.Name}={v.Value}").Should().BeEquivalentTo("Total=7", "Renamed=12", "Fresh=new");
    }

    [Fact]
    public async Task MoveAsync_WhatCannotBeCarried_IsRefusedWithEachReasonAndChangesNothing()
    {
        await using var host = await PeopleHost.CreateAsync(kind);
        JsonObject Body(params JsonObject[] steps) => Moving.Sequence("root", steps);
        await RefusedAsync("missing", Body(Flow.Wait("go", "w")), Body(Moving.Line("other")), "move.step-missing");
        await RefusedAsync("type", Body(Flow.Wait("go", "w")), Body(Flow.Activity("Elsa.Delay", "w", ("timeSpan", "00:10:00"))), "move.step-type");
        await RefusedAsync("elsewhere", Body(Moving.Sequence("in", Flow.Wait("go", "w"))), Body(Moving.Sequence("in2", Flow.Wait("go", "w"))), "move.step-elsewhere");
        await RefusedAsync("container", Body(Moving.Container("Elsa.Sequence", "in", Flow.Wait("go", "w"))), Body(Moving.Container("Elsa.Parallel", "in", Flow.Wait("go", "w"))), "move.container-changed");
        await RefusedAsync("external", Body(Flow.Activity("Test.External", "w")), Body(Flow.Activity("Test.External", "w"), Moving.Line("x")), "move.call-underway");
        await RefusedAsync(
            "undo", Body(Moving.Compensable("c", Moving.Line("do"), Moving.Line("undo")), Flow.Wait("go", "w")), Body(Moving.Line("do"), Flow.Wait("go", "w")), "move.undo-missing");
        await RefusedAsync(Moving.Version("vtype", Body(Flow.Wait("go", "w")), [Moving.Variable("v", "A", "String", "abc")]),
            Moving.Version("vtype", Body(Flow.Wait("go", "w")), [Moving.Variable("v", "A", "Int32", "1")]), "move.variable-type");
        await RefusedAsync(Moving.Version("input", Body(Flow.Wait("go", "w"))),
            Moving.Version("input", Body(Flow.Wait("go", "w")), inputs: [Flow.Input("Needed", isRequired: true)]), "move.input-missing");
        JsonObject[] steps = [Moving.Line("s"), Flow.Wait("go", "w"), Flow.Wait("go2", "v"), Moving.Line("t")];
        JsonObject[] Steps() => [.. steps.Select(s => (JsonObject)s.DeepClone())];
        JsonObject[] Forked() => [.. Steps(), Moving.Line("a"), Moving.Join("j")];
        string[] before = ["s>a", "s>w", "a>j", "w>j", "j>v", "v>t"];
        await RefusedAsync(
            Moving.Chart("mode", "CounterBased", Steps(), "s>w", "w>v", "v>t"), Moving.Chart("mode", "TokenBased", Steps(), "s>w", "w>v", "v>t"), "move.mode-changed");
        foreach (var mode in new[] { "CounterBased", "TokenBased" })
        {
            await RefusedAsync(
                Moving.Chart($"due-{mode}", mode, Forked(), before),
                Moving.Chart($"due-{mode}", mode, Forked(), "s>a", "s>w", "a>j", "w>v", "j>t", "v>t"), "move.step-due");
        }

        await RefusedAsync(
            Moving.Chart("lost", "TokenBased", Forked(), before),
            Moving.Chart("lost", "TokenBased", [.. Steps(), Moving.Line("a")], "s>a", "s>w", "w>v", "v>t"), "move.token-lost");

        async Task RefusedAsync2(JsonObject before, JsonObject after, string code)
        {
            var name = before["definitionId"]!.GetValue<string>();
            await host.ImportAsync(before);
            var id = (await host.StartAsync(name)).InstanceId;
            var was = await host.DetailAsync(id);
            await host.ImportAsync(after);

            var move = () => host.Runtime.MoveAsync(id, null, PeopleHost.Owner);
            var refusal = (await move.Should().ThrowAsync<MoveRefusedException>(name)).Which;
            refusal.Check.Problems.Select(p => p.Code).Should().Contain(code, name);
            (await host.Runtime.CheckMoveAsync(id, null, PeopleHost.Owner)).Problems.Should().HaveCount(refusal.Check.Problems.Count);
            var now = await host.DetailAsync(id);
            now.Summary.Should().Be(was.Summary, name);
            now.State.ToJsonString().Should().Be(was.State.ToJsonString(), name);
        }

        Task RefusedAsync(object nameOrBefore, JsonObject before, object after, string? code = null) => nameOrBefore is string name
            ? RefusedAsync2(Moving.Version(name, before), Moving.Version(name, (JsonObject)after), code!)
            : RefusedAsync2((JsonObject)nameOrBefore, before, (string)after);
    }

    [Fact]
    public async Task MoveAsync_ToAVersionWhereNothingLeadsToTheWaitingStep_IsRefused()
    {
        // Such a version is not published any more, but one of before may be.
        await using var host = await RuntimeHost.CreateAsync(kind);
        JsonObject Version(int number, params string[] connections)
        {
            var definition = Moving.Chart("reach", "CounterBased", [Moving.Line("s"), Flow.Wait("go", "w"), Flow.Wait("go2", "v")], connections);
            (definition["id"], definition["version"]) = ($"reach-v{number}", number);
            return definition;
        }

        host.Add(Version(1, "s>w", "w>v"));
        var id = (await host.StartAsync("reach")).InstanceId;
        host.Add(Version(2, "s>v"));

        var check = await host.Runtime.CheckMoveAsync(id, null, RuntimeHost.Ana);

        check.Problems.Should().ContainSingle(p => p.Code == "move.step-unreachable" && p.ActivityId == "w");
    }

    [Fact]
    public async Task MoveAsync_OfWhatCannotMoveAtAll_IsRefused()
    {
        await using var host = await PeopleHost.CreateAsync(kind);
        await host.ImportAsync(Moving.Version("p", Moving.Sequence("root", Flow.Wait("go", "w"))));
        await host.ImportAsync(Moving.Version("q", Moving.Sequence("root", Flow.Wait("go", "w"), Moving.Line("x"))));
        var id = (await host.StartAsync("p")).InstanceId;
        var other = (await host.DetailAsync((await host.StartAsync("q")).InstanceId)).Summary.VersionId;

        (await CodeAsync(() => host.Runtime.MoveAsync(id, null, PeopleHost.Owner with { CompanyId = 99 }))).Should().Be("instance.not-found");
        (await CodeAsync(() => host.Runtime.MoveAsync(id, other, PeopleHost.Owner))).Should().Be("move.version-not-found");
        (await host.Runtime.CheckMoveAsync(id, null, PeopleHost.Owner)).Problems.Should().ContainSingle(p => p.Code == "move.same-version");
        await host.ImportAsync(Moving.Version("p", Moving.Sequence("root", Flow.Wait("go", "w"), Moving.Line("x"))), publish: false);
        var draft = (await host.Definitions.FindAsync("p", "Latest"))!;
        (await CodeAsync(() => host.Runtime.MoveAsync(id, draft.VersionId, PeopleHost.Owner))).Should().Be("move.version-not-found", "a draft still changes");
        await host.Definitions.PublishAsync("p", PeopleHost.Owner);
        await host.Runtime.CancelAsync(id, PeopleHost.Owner);
        (await host.Runtime.CheckMoveAsync(id, null, PeopleHost.Owner)).Problems.Should().ContainSingle(p => p.Code == "move.ended");

        static async Task<string> CodeAsync(Func<Task> act) => (await act.Should().ThrowAsync<WorkflowException>()).Which.Code;
    }

    [Fact]
    public async Task MoveAsync_WhileTheTaskIsDecided_NeitherIsLost()
    {
        await using var host = await PeopleHost.CreateAsync(kind);
        JsonObject First(string id) => Moving.Chart(id, "CounterBased", [Moving.Ask("ask", "Yes", "No"), Moving.Line("b")], "ask:Yes>b", "ask:No>b");
        JsonObject Second(string id) => Moving.Chart(id, "CounterBased", [Moving.Ask("ask", "Yes", "Other"), Moving.Line("new"), Moving.Line("b")], "ask:Yes>new", "ask:Other>b", "new>b");
        for (var round = 0; round < 12; round++)
        {
            var name = $"race{round}";
            await host.ImportAsync(First(name));
            var id = (await host.StartAsync(name)).InstanceId;
            await host.ImportAsync(Second(name));
            var task = (await host.Tasks.ListAsync(Boss, new TaskQuery { InstanceId = id }, new())).Items.Single();
            var outcome = round % 2 == 0 ? "Yes" : "No";

            var results = await Task.WhenAll(
                TryAsync(() => host.Runtime.MoveAsync(id, null, PeopleHost.Owner)), TryAsync(() => host.Tasks.CompleteAsync(Boss, task.Id, outcome)));
            if (results[1] is not null)
            {
                results[1].Should().Be("task.outcome-unknown", "the answer went with the move");
                await host.Tasks.CompleteAsync(Boss, task.Id, "Other");
            }

            await host.DrainAsync();
            (await host.StatusAsync(id)).Should().Be(WorkflowSubStatus.Finished);
            var lines = await host.LinesAsync(id);
            lines.Should().EndWith("b");
            lines.Contains("new").Should().Be(results[0] is null && outcome == "Yes");
        }

        static async Task<string?> TryAsync(Func<Task> act)
        {
            try
            {
                await act();
                return null;
            }
            catch (WorkflowException e)
            {
                return e.Code;
            }
        }
    }

    [Theory]
    [InlineData("CounterBased", 11)]
    [InlineData("TokenBased", 12)]
    public async Task MoveAsync_BetweenAnyTwoCharts_EitherRefusesOrRunsToItsEnd(string mode, int seed)
    {
        await using var host = await PeopleHost.CreateAsync(kind);
        var random = new Random(seed);
        var (moved, refused) = (0, 0);
        for (var round = 0; round < (kind == DatabaseKind.Sqlite ? 60 : 25); round++)
        {
            var name = $"any{round}";
            var chart = RandomChart.Of(random);
            await host.ImportAsync(Moving.Chart(name, mode, chart.Activities(), chart.Connections()));
            var id = (await host.StartAsync(name)).InstanceId;
            for (var i = random.Next(3); i > 0; i--)
            {
                await NextAsync(host, random, id);
            }

            if (await host.StatusAsync(id) == WorkflowSubStatus.Finished)
            {
                continue;
            }

            var changed = chart.Changed(random);
            await host.ImportAsync(Moving.Chart(name, mode, changed.Activities(), changed.Connections()));
            var check = await host.Runtime.CheckMoveAsync(id, null, PeopleHost.Owner);
            if (!check.IsAllowed)
            {
                refused++;
                continue;
            }

            await host.Runtime.MoveAsync(id, null, PeopleHost.Owner);
            moved++;
            for (var i = 0; i < 40 && await host.StatusAsync(id) != WorkflowSubStatus.Finished; i++)
            {
                await NextAsync(host, random, id);
            }

            var why = $"round {round}: {string.Join(" ", chart.Connections())} -> {string.Join(" ", changed.Connections())}";
            (await host.StatusAsync(id)).Should().Be(WorkflowSubStatus.Finished, why);
            var runs = (await host.Get<IInstanceQueries>().ExecutionsAsync(PeopleHost.Company, id)).GroupBy(e => e.ActivityId);
            if (mode == "CounterBased" && !check.Warnings.Any(w => w.Code == "move.step-repeated"))
            {
                runs.Should().OnlyContain(g => g.Count() == 1, why);
            }
        }

        moved.Should().BeGreaterThan(10);
        refused.Should().BeGreaterThan(0);
    }

    private static async Task NextAsync(PeopleHost host, Random random, long id)
    {
        var waiting = (await host.DetailAsync(id)).Bookmarks;
        if (waiting.Count > 0)
        {
            var name = waiting[random.Next(waiting.Count)].Payload!["EventName"]!.GetValue<string>();
            await host.Runtime.SendAsync(new Stimulus("Elsa.Event", new JsonObject { ["EventName"] = name }, PeopleHost.Owner) { InstanceId = id });
        }

        await host.DrainAsync();
    }
}

public sealed class SqliteMoveTests() : MoveContract(DatabaseKind.Sqlite);

public sealed class PostgreSqlMoveTests() : MoveContract(DatabaseKind.PostgreSql);
