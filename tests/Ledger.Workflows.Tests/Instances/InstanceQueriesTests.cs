using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Foundation.Paging;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Tests.Runtime;

namespace Ledger.Workflows.Tests.Instances;

/// <summary>Lists of instances: filters, order and pages by the database.</summary>
public abstract class InstanceQueriesContract(DatabaseKind kind)
{
    [Fact]
    public async Task ListAsync_EachFilter_ShowsOnlyWhatItAsksFor()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("done", Flow.Sequence(Flow.Line("x")));
        host.Add("wait", Flow.Sequence(Flow.Activity("Elsa.SetName", "name", ("value", "Payment 100%_of May")), Flow.Wait("go")));
        host.Add("broken", Flow.Sequence(Flow.Effect("broken")));
        host.Probe.Fail("broken", _ => new WorkflowException("x.refused", "refused"));
        var done = await host.Runtime.StartAsync(new StartWorkflow("done", RuntimeHost.Ana) { CorrelationId = "PM-0001" });
        host.Clock.Move(TimeSpan.FromHours(1));
        var middle = host.Clock.GetUtcNow();
        var wait = await host.StartAsync("wait");
        var broken = await host.StartAsync("broken");
        await host.Runtime.StartAsync(new StartWorkflow("done", Actor.System(99)));

        var all = new InstanceQuery { CompanyId = RuntimeHost.Company };
        await ShowsAsync(host, all, broken, wait, done);
        await ShowsAsync(host, all with { DefinitionIds = ["done", "wait"] }, wait, done);
        await ShowsAsync(host, all with { Status = WorkflowStatus.Running }, wait);
        await ShowsAsync(host, all with { Status = WorkflowStatus.Finished }, broken, done);
        await ShowsAsync(host, all with { SubStatuses = [WorkflowSubStatus.Faulted, WorkflowSubStatus.Suspended] }, broken, wait);
        await ShowsAsync(host, all with { CorrelationId = "PM-0001" }, done);
        await ShowsAsync(host, all with { HasIncidents = true }, broken);
        await ShowsAsync(host, all with { HasIncidents = false }, wait, done);
        await ShowsAsync(host, all with { Search = "pm-00" }, done);
        await ShowsAsync(host, all with { Search = "100%_OF" }, wait);
        await ShowsAsync(host, all with { Search = "1000of" });
        await ShowsAsync(host, all with { Search = $"{broken.InstanceId}" }, broken);
        await ShowsAsync(host, all with { CreatedFrom = middle }, broken, wait);
        await ShowsAsync(host, all with { CreatedBefore = middle }, done);
    }

    [Fact]
    public async Task ListAsync_PagesAndOrder_AreTheDatabases()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("done", Flow.Sequence(Flow.Line("x")));
        var ids = new List<long>();
        for (var i = 0; i < 7; i++)
        {
            ids.Add((await host.StartAsync("done")).InstanceId);
            host.Clock.Move(TimeSpan.FromSeconds(1));
        }

        var query = new InstanceQuery { CompanyId = RuntimeHost.Company };
        var second = await host.Queries.ListAsync(query, new PageRequest(1, 3));
        second.TotalCount.Should().Be(7);
        second.Items.Select(i => i.Id).Should().Equal(ids[3], ids[2], ids[1]);
        foreach (var order in new[] { "CreatedAt", "UpdatedAt", "FinishedAt" })
        {
            (await host.Queries.ListAsync(query, new PageRequest(0, 2, order))).Items.Select(i => i.Id).Should().Equal(ids[0], ids[1]);
            (await host.Queries.ListAsync(query, new PageRequest(0, 2, order, Descending: true))).Items.Select(i => i.Id).Should().Equal(ids[6], ids[5]);
        }
    }

    [Fact]
    public async Task FindAsync_WaitingInstance_ShowsInputsVariablesBookmarksAndState()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add(Flow.Definition(
            "full", Flow.Sequence(Flow.Activity("Elsa.RunTask", "ask", ("taskName", "count"))),
            inputs: [Flow.Input("Amount", "Decimal")], variables: [Flow.Variable("Total", "Decimal")]));
        var started = await host.StartAsync("full", new JsonObject { ["Amount"] = 12.5m });

        var detail = await host.DetailAsync(started.InstanceId);
        detail.Input["Amount"]!.ToString().Should().Be("12.5");
        detail.Variables.Should().ContainSingle(v => v.Name == "Total");
        var bookmark = detail.Bookmarks.Should().ContainSingle().Subject;
        bookmark.Should().Match<BookmarkInfo>(b => b.ActivityId == "ask" && b.Name == "Elsa.RunTask");
        detail.State.Should().NotBeEmpty();
        (await host.Queries.ExecutionsAsync(RuntimeHost.Company, started.InstanceId)).Last()
            .Should().Match<ActivityExecution>(e => e.Status == "Running" && e.HasBookmarks && e.CompletedAt == null);

        await host.Runtime.ReportTaskCompletedAsync(bookmark.ExecutionId, 7, RuntimeHost.Ana);
        (await host.StatusAsync(started.InstanceId)).Should().Be(WorkflowSubStatus.Finished);
    }

    private static async Task ShowsAsync(RuntimeHost host, InstanceQuery query, params StartedInstance[] expected)
    {
        var page = await host.Queries.ListAsync(query, new PageRequest());
        page.Items.Select(i => i.Id).Should().Equal(expected.Select(e => e.InstanceId), query.ToString());
        page.TotalCount.Should().Be(expected.Length);
    }
}

public sealed class SqliteInstanceQueriesTests() : InstanceQueriesContract(DatabaseKind.Sqlite);

public sealed class PostgreSqlInstanceQueriesTests() : InstanceQueriesContract(DatabaseKind.PostgreSql);
