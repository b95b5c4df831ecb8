using System.Diagnostics;
using Ledger.Foundation;
using Ledger.Foundation.Paging;
using Ledger.Workflows.HumanTasks;
using Ledger.Workflows.Persistence;

namespace Ledger.Benchmarks;

/// <summary>A page of 50 tasks of a role with 300,000 open tasks, against the same of a role with 1,000.</summary>
public sealed class TaskPageBenchmark : IBenchmark
{
    private const long Company = 7;
    private const int Rounds = 41;

    /// <inheritdoc/>
    public string Name => "task-page";

    /// <inheritdoc/>
    public async Task RunAsync(Report report)
    {
        using var folder = new ScratchFolder();
        await using var database = new LedgerDatabase(DatabaseOptions.ForSqliteFile(Path.Combine(folder.Path, "ledger.db")));
        await SchemaMigrator.MigrateAsync(database, [c => new WorkflowsDb(LedgerDbContext.Options<WorkflowsDb>(DatabaseKind.Sqlite, c, WorkflowsDb.HistoryTable))]);
        await FillAsync(database, 1, 1_000, "Few");
        await FillAsync(database, 1_000_001, 300_000, "Many");
        var lists = new TaskLists(database);
        var few = await MedianAsync(lists, "Few");
        var many = await MedianAsync(lists, "Many");
        report.AddRatio("tasks: a page of 50 and its count, by role, out of 300,000 against 1,000", many.TotalMilliseconds, "ms", few.TotalMilliseconds, 3, largerIsBetter: false);
    }

    private static async Task<TimeSpan> MedianAsync(TaskLists lists, string role)
    {
        var person = new TaskPerson(new Actor(Company, 1, "user1"), [role]);
        var times = new List<TimeSpan>();
        for (var i = 0; i < Rounds; i++)
        {
            var watch = Stopwatch.StartNew();
            var page = await lists.ListAsync(person, new TaskQuery(), new PageRequest());
            times.Add(watch.Elapsed);
            if (page.Items.Count != 50)
            {
                throw new InvalidOperationException($"The page holds {page.Items.Count} tasks.");
            }
        }

        return times.Order().ElementAt(Rounds / 2);
    }

    private static Task FillAsync(LedgerDatabase database, long firstId, int count, string role) => database.WriteAsync(async tx =>
    {
        await tx.ExecuteAsync(
            """
            with recursive n(i) as (select 0 union all select i + 1 from n where i < $3 - 1)
            insert into human_tasks (id, company_id, instance_id, bookmark_id, execution_id, definition_id, activity_id, title, outcomes,
                candidate_roles, candidate_users, excluded_users, state, priority, urgency, due_at, due_sort, created_at, data)
            select $1 + i, $2, i, i, 'x', 'mass-payment', 'authorize-task', 'Autorizar el pago masivo', '["Authorize","SendBack"]', $4, '[]', '[]', 0, 50, 50,
                1000000 + (i * 7919 % 100003), 1000000 + (i * 7919 % 100003), i, '{"number":12345,"totalLocal":"1000.0000"}' from n
            """,
            firstId, Company, (long)count, $"[\"{role}\"]");
        await tx.ExecuteAsync(
            """
            insert into task_candidates (task_id, candidate, company_id, state, urgency, due_sort)
            select id, $1, company_id, state, urgency, due_sort from human_tasks where id >= $2 and id < $3
            """,
            "role:" + role, firstId, firstId + count);
    });
}
