using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Workflows.Instances;

namespace Ledger.Api.Processes;

/// <summary>Reads the journal of a run as people read it: steps by their names, when, how long, what came of them and who decided (features.md W8).</summary>
internal sealed class RunJournal(IInstanceJournal journal, StepNames names, LedgerDatabase database)
{
    /// <summary>Entries of the journal that a page reads.</summary>
    public const int EntriesOfPage = 100;

    private const int ActsMax = 20;

    // They hold the steps together, and are no news to people.
    private static readonly string[] Containers =
        ["Elsa.Workflow", "Elsa.Flowchart", "Elsa.Sequence", "Elsa.Parallel", "Elsa.Fork", "Elsa.FlowFork", "Elsa.FlowJoin", "Elsa.Start", "Elsa.End"];

    /// <summary>A page, 0 being that of the latest steps; null when the company has no such instance.</summary>
    public async Task<RunJournalPage?> PageAsync(InstanceSummary run, long companyId, int page, CancellationToken cancellationToken = default)
    {
        var query = new JournalQuery { ExcludedTypes = Containers, Take = 0 };
        if (await journal.PageAsync(companyId, run.Id, query, cancellationToken) is not { TotalCount: var count })
        {
            return null;
        }

        var end = Math.Max(0, count - (page * EntriesOfPage));
        var start = Math.Max(0, end - EntriesOfPage);
        var entries = await journal.PageAsync(companyId, run.Id, query with { Skip = start, Take = Math.Max(0, end - start) }, cancellationToken);
        var words = await names.OfAsync(run.VersionId, cancellationToken);
        var tasks = await TasksAsync(run.Id);
        var steps = (entries?.Items ?? []).GroupBy(e => e.ExecutionId)
            .Select(g => Step(g, words, tasks.GetValueOrDefault(g.Key))).Reverse().ToList();
        return new RunJournalPage(steps, await ActsAsync(companyId, run.Id), count);
    }

    private static RunStep Step(IGrouping<string, JournalEntry> entries, IReadOnlyDictionary<string, string> words, Decision? task)
    {
        var last = entries.Last();
        var hasEnded = last.EventName is "Completed" or "Canceled" or "Skipped";
        return new RunStep(entries.Key, words.GetValueOrDefault(last.ActivityId) ?? last.ActivityName ?? last.ActivityId, entries.First().At, last.EventName)
        {
            EndedAt = hasEnded ? last.At : null,
            Outcomes = [.. (last.Payload?["Outcomes"] as JsonArray ?? []).OfType<JsonValue>().Select(o => o.ToString())],
            Message = entries.Select(e => e.Message).LastOrDefault(m => !string.IsNullOrWhiteSpace(m)),
            TaskId = task?.Id,
            Who = task?.Who,
            Comment = task?.Comment,
        };
    }

    private async Task<Dictionary<string, Decision>> TasksAsync(long instanceId) => (await database.QueryAsync(
        "select execution_id, id, coalesce(completed_by, assignee_name), comment from human_tasks where instance_id = $1",
        row => (Execution: row.GetString(0), Decision: new Decision(row.GetInt64(1), row.IsDBNull(2) ? null : row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3))),
        instanceId)).GroupBy(t => t.Execution).ToDictionary(g => g.Key, g => g.Last().Decision);

    private async Task<IReadOnlyList<RunAct>> ActsAsync(long companyId, long instanceId) => await database.QueryAsync(
        """
        select at, user_name, action from audit_entries
        where company_id = $1 and subject_type = 'WorkflowInstance' and subject_id = $2 order by sequence desc limit $3
        """,
        row => new RunAct(DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)), row.GetString(1), row.GetString(2)),
        companyId, instanceId.ToString(CultureInfo.InvariantCulture), ActsMax);

    private sealed record Decision(long Id, string? Who, string? Comment);
}
