namespace Ledger.EndToEnd.Books;

/// <summary>What must hold of instances, tasks, mails and schedules whatever happened to the process that runs them.</summary>
internal static class EngineProof
{
    private static readonly (string Rule, string Violations)[] Rules =
    [
        ("no instance is stuck: what has not ended waits for something or has something to do",
            """
            select i.id, i.definition_id, i.sub_status from workflow_instances i where i.sub_status not in (3, 4)
                and not exists (select 1 from bookmarks b where b.instance_id = i.id) and not exists (select 1 from pending_runs r where r.instance_id = i.id)
            """),
        ("nothing faulted", "select i.id, i.definition_id, i.incident_count from workflow_instances i where i.sub_status = 5 or i.incident_count > 0"),
        ("no incident was written", "select instance_id, activity_id, code, message from incidents"),
        ("what has ended waits for nothing and has nothing to do",
            """
            select i.id, i.definition_id from workflow_instances i where i.sub_status in (3, 4)
                and (exists (select 1 from bookmarks b where b.instance_id = i.id) or exists (select 1 from pending_runs r where r.instance_id = i.id))
            """),
        ("a task is decided once",
            """
            select t.id, t.title, t.state, count(h.id) from human_tasks t left join task_history h on h.task_id = t.id and h.action = 'completed'
            group by t.id, t.title, t.state having (t.state = 2 and count(h.id) <> 1) or (t.state <> 2 and count(h.id) <> 0)
            """),
        ("a task that nobody has decided is waited for",
            """
            select t.id, t.title from human_tasks t where t.state in (0, 1) and not exists (select 1 from bookmarks b where b.id = t.bookmark_id)
            """),
        ("the instance of a decided task moved on",
            "select t.id, t.title from human_tasks t join bookmarks b on b.id = t.bookmark_id where t.state in (2, 3)"),
        ("no mail failed", "select id, subject, attempts, error from mails where state = 'failed'"),
        ("a tick of a schedule runs once", "select schedule_id, tick, count(*) from schedule_runs group by schedule_id, tick having count(*) > 1"),
        ("a tick that ran has its instance",
            """
            select r.id, r.tick, r.result from schedule_runs r where r.result not in ('skipped') and (r.instance_id is null or not exists (
                select 1 from workflow_instances i where i.id = r.instance_id))
            """),
        ("an idempotency key starts one instance",
            "select company_id, idempotency_key, count(*) from workflow_instances where idempotency_key is not null group by company_id, idempotency_key having count(*) > 1"),
    ];

    /// <summary>Fails with every rule that does not hold, and the first rows that break it.</summary>
    public static async Task AssertAsync(DatabaseReader database)
    {
        var broken = new List<string>();
        foreach (var (rule, violations) in Rules)
        {
            var rows = await database.LinesAsync(violations);
            if (rows.Count > 0)
            {
                broken.Add($"{rule}: {rows.Count} rows, such as\n    {string.Join("\n    ", rows.Take(5))}");
            }
        }

        broken.Should().BeEmpty("the engine's promises hold");
    }
}
