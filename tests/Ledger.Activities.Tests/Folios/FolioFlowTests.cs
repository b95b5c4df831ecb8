using System.Text.Json.Nodes;
using Ledger.Domain.Folios;
using Ledger.Foundation;
using Ledger.Workflows.HumanTasks;
using Ledger.Workflows.Instances;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Activities.Tests.Folios;

/// <summary>The shipped processes of the circuit on both databases; their single courses are scenarios beside them.</summary>
public abstract class FolioFlowContract(DatabaseKind kind)
{
    [Fact]
    [Trait("row", "F7")]
    public async Task ManualRequest_ToTheBookInTheGrid_WhereTheEventStartsTheAssignment()
    {
        await using var host = await FolioHost.CreateAsync(kind);
        await host.Site.ImportAsync(1, 100);
        var run = await host.RunAsync("folios-manual-request", new JsonObject { ["branchCode"] = 2, ["documentType"] = 33, ["workstation"] = "caja", ["quantityThreshold"] = 4 });
        var task = (await host.TasksAsync()).Should().ContainSingle("the request was assigned by the process that it started").Which;
        task.ActivityId.Should().Be("add-task");

        await host.Get<IHumanTasks>().CompleteAsync(host.Operator, task.Id, "Add", null);
        await host.DrainAsync();

        (await host.InstanceAsync(run.Summary.Id)).Summary.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        var line = (await host.Site.Queries.AvailabilityAsync()).Should().ContainSingle("the new book is in the grid").Which;
        (line.Workstation, line.Available, line.State).Should().Be(("caja", 10, FolioBookState.Ok));
        (await host.Site.Books.ReadAsync(db => db.Set<FolioBook>().SingleAsync())).QuantityThreshold.Should().Be(4);
    }

    [Fact]
    [Trait("row", "F3")]
    public async Task Watch_ManyBooksByRunsAtOnce_AsksOnceForEach()
    {
        await using var host = await FolioHost.CreateAsync(kind);
        await host.Site.ImportAsync(1, 450);
        var stations = Enumerable.Range(1, 45).Select(i => $"c{i:00}").ToList();
        foreach (var station in stations)
        {
            await host.Site.UseAsync((await host.Site.NewBookAsync(2, station)).Id, 9);
        }

        await host.DrainAsync();
        var runtime = host.Get<IWorkflowRuntime>();
        var runs = new List<long>();
        for (var i = 0; i < 3; i++)
        {
            runs.Add((await runtime.StartAsync(new StartWorkflow("folios-branch-watch", host.Site.Books.Actor) { Queued = true })).InstanceId);
        }

        await Task.WhenAll(host.DrainAsync(), host.DrainAsync(), host.DrainAsync());
        await host.DrainAsync();

        foreach (var run in runs)
        {
            (await host.InstanceAsync(run)).Summary.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        }

        var requests = await host.Site.Books.ReadAsync(db => db.Set<FolioRequest>().Where(r => r.Reason == FolioRequestReason.NearToFinish).ToListAsync());
        requests.Select(r => r.Workstation).Should().BeEquivalentTo(stations, "each book is asked for once, in chunks of twenty");
    }

    [Fact]
    [Trait("row", "F4")]
    public async Task Assign_ByRunsAtOnce_GivesEachRequestItsFoliosOnce()
    {
        await using var host = await FolioHost.CreateAsync(kind);
        foreach (var station in Enumerable.Range(1, 20))
        {
            await host.Site.RequestAsync(2, $"c{station:00}");
        }

        await host.DrainAsync();
        await host.Site.ImportAsync(1, 1000);
        for (var i = 0; i < 3; i++)
        {
            await host.Get<IWorkflowRuntime>().StartAsync(new StartWorkflow("folios-head-office-assign", host.Site.Books.Actor) { Queued = true });
        }

        await Task.WhenAll(host.DrainAsync(), host.DrainAsync(), host.DrainAsync());
        await host.DrainAsync();

        (await host.Site.BalanceAsync()).Single().Should().BeEquivalentTo(new { Queued = 200L, Free = 800L });
        (await host.Site.Queries.PendingAsync()).Should().BeEmpty();
        (await host.Site.Books.ReadAsync(db => db.Set<FolioAssignment>().CountAsync())).Should().Be(20);
    }

    [Fact]
    public async Task Announcement_OfWorkThatIsUndone_IsNotHeard()
    {
        await using var host = await FolioHost.CreateAsync(kind);
        await host.Site.ImportAsync(1, 100);
        await FluentActions.Invoking(() => host.Site.Books.WriteAsync(async s =>
        {
            await new FolioRequests(s).RequestAsync(host.Site.Branches[2], 33);
            throw new InvalidOperationException("undone");
        })).Should().ThrowAsync<InvalidOperationException>();
        await host.DrainAsync();

        (await host.Site.Database.QueryAsync("select id from workflow_instances", row => row.GetInt64(0))).Should().BeEmpty();
    }
}

/// <summary>On SQLite.</summary>
public sealed class FolioFlowOnSqliteTests() : FolioFlowContract(DatabaseKind.Sqlite);

/// <summary>On PostgreSQL.</summary>
public sealed class FolioFlowOnPostgreSqlTests() : FolioFlowContract(DatabaseKind.PostgreSql);
