using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Foundation.Paging;
using Ledger.Workflows.HumanTasks;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Tests.Runtime;
using Ledger.Workflows.Watchdog;
using static Ledger.Workflows.Tests.PeopleHost;

namespace Ledger.Workflows.Tests.HumanTasks;

[Trait("row", "W5")]
public abstract class HumanTaskActivityContract(DatabaseKind kind)
{
    [Fact]
    public async Task Process_WithAnEntryAndAnAuthorisation_GoesTheWayThePeopleDecide()
    {
        await using var host = await CreateAsync(kind);
        await host.ImportAsync(Payment());
        var instance = await host.StartAsync("payment", new JsonObject { ["number"] = "PM-12" });
        (await host.DetailAsync(instance.InstanceId)).Incidents.Should().BeEmpty();
        (await host.Database.QueryAsync("select error from pending_runs where error is not null", r => r.GetString(0))).Should().BeEmpty();
        var (ana, eva) = (Person(1, "Operator", "Approver"), Person(2, "Approver"));

        var entry = (await host.Tasks.ListAsync(ana, new TaskQuery(), new PageRequest())).Items.Should().ContainSingle().Subject;
        entry.Title.Should().Be("Enter PM-12");
        entry.InstanceId.Should().Be(instance.InstanceId);
        await host.Tasks.CompleteAsync(ana, entry.Id, "Done", new JsonObject { ["amount"] = 100 });
        (await host.StatusAsync(instance.InstanceId)).Should().NotBe(WorkflowSubStatus.Finished, "the resume is queued with the decision");
        await host.DrainAsync();

        (await host.Tasks.ListAsync(ana, new TaskQuery(), new PageRequest())).Items.Should().BeEmpty("who entered cannot authorise");
        var authorise = (await host.Tasks.ListAsync(eva, new TaskQuery(), new PageRequest())).Items.Should().ContainSingle().Subject;
        authorise.Outcomes.Should().Equal("Approved", "Rejected");
        authorise.DueAt.Should().Be(host.Clock.GetUtcNow().AddDays(2));
        authorise.Priority.Should().Be(80);
        authorise.Data!["number"]!.GetValue<string>().Should().Be("PM-12");
        authorise.ExcludedUsers.Should().Equal(1);
        await host.Tasks.CompleteAsync(eva, authorise.Id, "Rejected", null, "too much");
        await host.DrainAsync();

        (await host.LinesAsync(instance.InstanceId)).Should().Equal("rejected by user2: too much");
        (await host.StatusAsync(instance.InstanceId)).Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Cancel_OfTheInstance_CancelsItsTasks()
    {
        await using var host = await CreateAsync(kind);
        await host.ImportAsync(Payment());
        var instance = await host.StartAsync("payment", new JsonObject { ["number"] = "1" });
        var task = (await host.Tasks.ListAsync(Person(1, "Operator"), new TaskQuery(), new PageRequest())).Items.Single();

        await host.Runtime.CancelAsync(instance.InstanceId, Owner);

        (await host.Tasks.FindAsync(Person(1, "Operator"), task.Id))!.State.Should().Be(HumanTaskState.Cancelled);
        (await host.Tasks.Invoking(t => t.CompleteAsync(Person(1, "Operator"), task.Id, "Done")).Should().ThrowAsync<WorkflowException>())
            .Which.Code.Should().Be("task.cancelled");
    }

    [Fact]
    public async Task Finish_InAnotherBranch_LeavesNoTaskOpen()
    {
        await using var host = await CreateAsync(kind);
        await host.ImportAsync(Flow.Definition("p", Flow.Parallel(
            Ask("a", "Someone"), Flow.Sequence(Flow.Wait("go"), Flow.Activity("Elsa.Finish", "end")))));
        await host.StartAsync("p");
        var task = (await host.Tasks.ListAsync(Person(1, "Someone"), new TaskQuery(), new PageRequest())).Items.Single();

        await host.Runtime.SendAsync(RuntimeHost.Event("go"));
        await host.DrainAsync();

        (await host.Tasks.FindAsync(Person(1, "Someone"), task.Id))!.State.Should().Be(HumanTaskState.Cancelled);
    }

    [Fact]
    public async Task Definition_ConnectionFromAPortThatIsNoAnswer_IsRefused()
    {
        await using var host = await CreateAsync(kind);
        var definition = Payment();
        var flow = (JsonObject)definition["root"]!;
        ((JsonArray)flow["connections"]!)[1]!["source"]!["port"] = "Perhaps";

        var import = await host.ImportAsync(definition);

        import.Published.Should().BeFalse();
        import.Problems.Should().ContainSingle().Which.Message.Should().Contain("Perhaps");
    }

    [Fact] // the watchdog repairs what an operator would have to find
    public async Task Watchdog_DecidedTaskWhoseInstanceDidNotMove_ResumesItAndReports()
    {
        await using var host = await CreateAsync(kind);
        await host.ImportAsync(Flow.Definition("p", Flow.Sequence(Ask("a", "Someone"), Flow.Line("went on"))));
        var instance = await host.StartAsync("p");
        var task = (await host.Tasks.ListAsync(Person(1, "Someone"), new TaskQuery(), new PageRequest())).Items.Single();
        await host.Tasks.CompleteAsync(Person(1, "Someone"), task.Id, "Done");
        await host.Database.WriteAsync(tx => tx.ExecuteAsync("delete from pending_runs")); // a restored backup
        host.Clock.Move(TimeSpan.FromMinutes(5));

        var check = host.Get<IEnumerable<IWatchdogCheck>>().OfType<DecidedTaskCheck>().Single();
        var findings = await host.Database.WriteAsync(check.CheckAsync);
        (await host.Database.WriteAsync(check.CheckAsync)).Should().BeEmpty("the resume is queued now");
        await host.DrainAsync();

        findings.Should().ContainSingle().Which.Should().Match<WatchdogFinding>(
            f => f.Kind == "task.decided-not-moved" && f.SubjectId == task.Id && f.InstanceId == instance.InstanceId && f.Repaired);
        (await host.LinesAsync(instance.InstanceId)).Should().Equal("went on");
    }

    [Fact] // W5, W3: fifty people complete the tasks of twenty instances at once, with the real runtime
    public async Task Complete_ManyPeopleManyInstances_EachMovesOnce()
    {
        await using var host = await CreateAsync(kind);
        await host.ImportAsync(Flow.Definition("p", Flow.Sequence(Ask("a", "Someone"), Flow.Line("went on"))));
        var instances = new List<long>();
        for (var i = 0; i < 20; i++)
        {
            instances.Add((await host.StartAsync("p")).InstanceId);
        }

        var ids = (await host.Tasks.ListAsync(Person(1, "Someone"), new TaskQuery(), new PageRequest())).Items.Select(t => t.Id).ToList();
        ids.Should().HaveCount(20);
        var won = 0;
        var refused = 0;
        await Parallel.ForEachAsync(
            from id in ids from person in Enumerable.Range(1, 10) orderby Random.Shared.Next() select (id, person),
            new ParallelOptions { MaxDegreeOfParallelism = 20 },
            async (t, ct) =>
            {
                try
                {
                    await host.Tasks.CompleteAsync(Person(t.person, "Someone"), t.id, "Done", cancellationToken: ct);
                    Interlocked.Increment(ref won);
                }
                catch (WorkflowException e) when (e.Code == "task.already-completed")
                {
                    Interlocked.Increment(ref refused);
                }
            });
        await host.DrainAsync();

        (won, refused).Should().Be((20, 180));
        foreach (var instance in instances)
        {
            (await host.StatusAsync(instance)).Should().Be(WorkflowSubStatus.Finished);
            (await host.LinesAsync(instance)).Should().Equal("went on");
        }
    }

    private static JsonObject Ask(string id, string role) =>
        Flow.Activity("Ledger.HumanTask", id, ("title", "Please"), ("candidateRoles", new JsonArray(role)));

    private static JsonObject Payment()
    {
        var enter = Flow.Activity("Ledger.HumanTask", "enter", ("candidateRoles", new JsonArray("Operator")));
        enter["title"] = Script("'Enter ' + getInput('number')");
        var authorise = Flow.Activity(
            "Ledger.HumanTask", "authorise", ("title", "Authorise"), ("candidateRoles", new JsonArray("Approver")),
            ("outcomes", new JsonArray("Approved", "Rejected")), ("notSameAs", new JsonArray("enter")), ("dueIn", "2.00:00:00"), ("priority", 80));
        authorise["data"] = Script("({ number: getInput('number') })");
        authorise["comment"] = Bound("comment");
        authorise["completedBy"] = Bound("by");
        var paid = Flow.Activity("Elsa.WriteLine", "paid", ("text", "paid"));
        var rejected = Flow.Activity("Elsa.WriteLine", "rejected");
        rejected["text"] = Script("'rejected by ' + getVariable('by') + ': ' + getVariable('comment')");
        var root = new JsonObject
        {
            ["type"] = "Elsa.Flowchart",
            ["id"] = "flow",
            ["start"] = "enter",
            ["activities"] = new JsonArray(enter, authorise, paid, rejected),
            ["connections"] = new JsonArray(Connect("enter", "Done", "authorise"), Connect("authorise", "Approved", "paid"), Connect("authorise", "Rejected", "rejected")),
        };
        return Flow.Definition(
            "payment", root, inputs: new JsonArray(Flow.Input("number", "String", true)),
            variables: new JsonArray(Flow.Variable("comment"), Flow.Variable("by")));
    }

    private static JsonObject Script(string code) => new()
    {
        ["typeName"] = "Object",
        ["expression"] = new JsonObject { ["type"] = "JavaScript", ["value"] = code },
    };

    private static JsonObject Bound(string variable) => new() { ["typeName"] = "Object", ["memoryReference"] = new JsonObject { ["id"] = variable } };

    private static JsonObject Connect(string from, string port, string to) => new()
    {
        ["source"] = new JsonObject { ["activity"] = from, ["port"] = port },
        ["target"] = new JsonObject { ["activity"] = to, ["port"] = "In" },
    };
}

public sealed class SqliteHumanTaskActivityTests() : HumanTaskActivityContract(DatabaseKind.Sqlite);

public sealed class PostgreSqlHumanTaskActivityTests() : HumanTaskActivityContract(DatabaseKind.PostgreSql);
