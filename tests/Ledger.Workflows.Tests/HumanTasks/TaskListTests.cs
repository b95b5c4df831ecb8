using System.Diagnostics;
using Ledger.Foundation;
using Ledger.Foundation.Paging;
using Ledger.Workflows.HumanTasks;
using Xunit.Abstractions;
using static Ledger.Workflows.Tests.HumanTasks.TaskBench;

namespace Ledger.Workflows.Tests.HumanTasks;

[Trait("row", "W5")]
public abstract class TaskListContract(DatabaseKind kind, ITestOutputHelper output)
{
    [Fact] // peers.md B1, B4, B8, B10
    public async Task List_ScopesSortsAndFilters_FindWhatTheyShould()
    {
        await using var bench = await CreateAsync(kind);
        var now = bench.Clock.GetUtcNow();
        var a = await bench.AddAsync(Task("Alfa") with { DueAt = now.AddDays(3), Priority = 10, BusinessKey = "PM-3" });
        var b = await bench.AddAsync(Task("Beta") with { DueAt = now.AddDays(-1), Priority = 90, BusinessKey = "PM-1", InstanceId = 2 });
        var c = await bench.AddAsync(Task("Gamma_100%", "Operator") with { BusinessKey = "PM-2", DefinitionId = "other" });
        var d = await bench.AddAsync(Task("Delta", "Approver", "Operator") with { CandidateUsers = [1] });
        var e = await bench.AddAsync(Task("Epsilon", "Auditor") with { Assignee = new TaskUser(1, "user1") });
        var ana = Person(1, "Approver", "Operator");

        async Task<long[]> Ids(TaskQuery query, string? order = null, bool descending = false, TaskPerson? person = null) =>
            [.. (await bench.Tasks.ListAsync(person ?? ana, query, new PageRequest(0, 50, order, descending))).Items.Select(t => t.Id)];

        (await Ids(new TaskQuery())).Should().Equal([b, a, c, d, e], "by due date, those without one last, and each once");
        (await Ids(new TaskQuery(), "Priority", true)).Should().Equal([b, c, d, e, a], "urgent first, older first among equals");
        (await Ids(new TaskQuery(), "Priority")).Should().Equal(a, e, d, c, b);
        (await Ids(new TaskQuery(), "CreatedAt", true)).Should().Equal(e, d, c, b, a);
        (await Ids(new TaskQuery(), "Title")).Should().Equal(a, b, d, e, c);
        (await Ids(new TaskQuery { BusinessKey = "PM-1" })).Should().Equal(b);
        (await Ids(new TaskQuery { BusinessKey = "PM-1" }, person: Person(5, "Operator"))).Should().BeEmpty();
        (await Ids(new TaskQuery { InstanceId = 2 })).Should().Equal(b);
        (await Ids(new TaskQuery { DefinitionId = "other" })).Should().Equal(c);
        (await Ids(new TaskQuery { DueBefore = now })).Should().Equal(b);
        (await Ids(new TaskQuery { PriorityMin = 50 })).Should().Equal([b, c, d, e], "of the index of candidates and of one's own");
        (await Ids(new TaskQuery { PriorityMin = 51, Scope = TaskScope.All }, person: Coordinator())).Should().Equal(b);
        (await Ids(new TaskQuery { Search = "0%" })).Should().Equal(c);
        (await Ids(new TaskQuery { Search = "pm-" }, "BusinessKey")).Should().Equal(b, c, a);
        (await Ids(new TaskQuery { Role = "Operator" })).Should().Equal(c, d);
        (await Ids(new TaskQuery { Role = "Auditor" }, person: Person(2, "Operator"))).Should().BeEmpty("it is not the person's role");
        (await Ids(new TaskQuery { Scope = TaskScope.Mine })).Should().Equal(e);
        (await Ids(new TaskQuery(), person: Person(1))).Should().Equal([d, e], "by name, and one's own");
        (await Ids(new TaskQuery { Scope = TaskScope.All }, person: Coordinator())).Should().HaveCount(5);
        await bench.Tasks.Invoking(t => t.ListAsync(ana, new TaskQuery { Scope = TaskScope.All }, new PageRequest()))
            .Should().ThrowAsync<WorkflowException>().Where(x => x.Code == "task.not-coordinator");
        (await bench.Tasks.CountAsync(ana)).Should().Be(new TaskCounts(1, 4, 1));

        await bench.Tasks.CompleteAsync(ana, a, "Approved");
        (await Ids(new TaskQuery { Scope = TaskScope.Mine, States = [HumanTaskState.Completed] })).Should().Equal(a);
        (await Ids(new TaskQuery { States = [HumanTaskState.Completed] }, person: Person(9, "Approver"))).Should().Equal(a);
        var page = await bench.Tasks.ListAsync(ana, new TaskQuery(), new PageRequest(1, 2));
        page.Items.Select(t => t.Id).Should().Equal(d, e);
        page.TotalCount.Should().Be(4);
    }

    [Fact] // issue 4 §7: the chart of tasks by age
    public async Task Ages_OfAScope_CountEachTaskOnceByAgeAndWhetherItIsLate()
    {
        await using var bench = await CreateAsync(kind);
        var now = bench.Clock.GetUtcNow();
        await bench.AddAsync(Task("Old and late", "Approver", "Operator") with { DueAt = now.AddDays(2) });
        await bench.AddAsync(Task("Old", "Operator"));
        await bench.AddAsync(Task("Old, of another role", "Auditor"));
        bench.Clock.Move(TimeSpan.FromDays(5));
        await bench.AddAsync(Task("New", "Operator") with { DueAt = now.AddDays(9) });
        await bench.AddAsync(Task("New and mine", "Auditor") with { Assignee = new TaskUser(1, "user1") });
        await bench.AddAsync(Task("New and another's", "Operator") with { Assignee = new TaskUser(2, "user2") });
        var ana = Person(1, "Approver", "Operator");
        now = bench.Clock.GetUtcNow();

        Task<IReadOnlyList<TaskAge>> Of(TaskPerson person, TaskScope scope) => bench.Tasks.AgesAsync(person, scope, [now.AddDays(-1), now.AddDays(-3)]);
        (await Of(ana, TaskScope.Roles)).Should().Equal(new TaskAge(0, false, 2), new TaskAge(2, false, 1), new TaskAge(2, true, 1));
        (await Of(Coordinator(), TaskScope.All)).Should().Equal(new TaskAge(0, false, 3), new TaskAge(2, false, 2), new TaskAge(2, true, 1));
        await bench.Tasks.Invoking(_ => Of(ana, TaskScope.All)).Should().ThrowAsync<WorkflowException>().Where(x => x.Code == "task.not-coordinator");
    }

    [Fact] // issue 2 §6: a page of 50 out of 300,000
    public async Task List_RoleWithManyTasks_ReadsTheIndexAndNotTheTable()
    {
        await using var bench = await CreateAsync(kind);
        await FillAsync(bench, 1, 1_000, "Few");
        await FillAsync(bench, 100_001, kind == DatabaseKind.Sqlite ? 100_000 : 30_000, "Many");

        var few = await MeasureAsync(bench, "Few");
        var many = await MeasureAsync(bench, "Many");
        output.WriteLine($"{kind}: page of 50 and its count: {few.TotalMilliseconds:F2} ms out of 1,000; {many.TotalMilliseconds:F2} ms out of many; ratio {many / few:F2}");

        var page = await bench.Tasks.ListAsync(Person(1, "Many"), new TaskQuery(), new PageRequest());
        page.Items.Should().HaveCount(50).And.BeInAscendingOrder(t => t.DueAt);
        page.TotalCount.Should().Be(TaskLists.CountMax, "a longer list is not counted to its end");
        foreach (var order in new[] { "DueAt", "Priority", "CreatedAt" })
        {
            var list = new TaskListSql(Person(1, "Many"), new TaskQuery());
            var sql = list.Page(TaskSort.Of(order, true), 0, 50);
            (await PlanAsync(bench, sql, list.Args)).Should().NotContain("SCAN c").And.NotContain("Seq Scan on task_candidates").And.NotContain("SCAN t\n");
        }
    }

    private static async Task<TimeSpan> MeasureAsync(TaskBench bench, string role)
    {
        var times = new List<TimeSpan>();
        for (var i = 0; i < 15; i++)
        {
            var watch = Stopwatch.StartNew();
            await bench.Tasks.ListAsync(Person(1, role), new TaskQuery(), new PageRequest());
            times.Add(watch.Elapsed);
        }

        return times.Order().ElementAt(7);
    }

    private static async Task<string> PlanAsync(TaskBench bench, string sql, object?[] args)
    {
        var explain = bench.Database.Kind == DatabaseKind.Sqlite ? "explain query plan " : "explain ";
        var column = bench.Database.Kind == DatabaseKind.Sqlite ? 3 : 0;
        return string.Join('\n', await bench.Database.QueryAsync(explain + sql, r => r.GetString(column), args)) + "\n";
    }

    private static Task FillAsync(TaskBench bench, long firstId, int count, string role) => bench.Database.WriteAsync(async tx =>
    {
        var numbers = bench.Database.Kind == DatabaseKind.Sqlite
            ? "with recursive n(i) as (select 0 union all select i + 1 from n where i < $3 - 1)"
            : "with n as (select i from generate_series(0, $3 - 1) i)";
        await tx.ExecuteAsync(
            $"""
            {numbers}
            insert into human_tasks (id, company_id, instance_id, bookmark_id, execution_id, definition_id, activity_id, title, outcomes,
                candidate_roles, candidate_users, excluded_users, state, priority, urgency, due_at, due_sort, created_at, data)
            select $1 + i, $2, i, i, 'x', 'd', 'a', 'Task', '["Done"]', $4, '[]', '[]', 0, 50, 50, 1000000 + (i * 7919 % 100003), 1000000 + (i * 7919 % 100003), i,
                '{"{"}"document":"12345","amount":"1000.0000"{"}"}' from n
            """,
            firstId, Company, (long)count, $"[\"{role}\"]");
        await tx.ExecuteAsync(
            """
            insert into task_candidates (task_id, candidate, company_id, state, urgency, due_sort)
            select id, $1, company_id, state, urgency, due_sort from human_tasks where id >= $2 and id < $3
            """,
            "role:" + role, firstId, firstId + count);
        if (tx.Kind == DatabaseKind.PostgreSql)
        {
            await tx.ExecuteAsync("analyze human_tasks");
            await tx.ExecuteAsync("analyze task_candidates");
        }
    });
}

public sealed class SqliteTaskListTests(ITestOutputHelper output) : TaskListContract(DatabaseKind.Sqlite, output);

public sealed class PostgreSqlTaskListTests(ITestOutputHelper output) : TaskListContract(DatabaseKind.PostgreSql, output);
