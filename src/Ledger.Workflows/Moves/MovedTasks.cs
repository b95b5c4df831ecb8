using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Workflows.Activities;

namespace Ledger.Workflows.Moves;

/// <summary>
/// The human tasks of an instance that moves. What was asked stays as it was asked (title, people, dates); the answers become
/// those of the new version, as each is a way on.
/// </summary>
internal sealed class MovedTasks
{
    private readonly List<(long Id, string Outcomes)> _changed = [];

    /// <summary>Looks which answers change, and refuses when a decision already made has no way on.</summary>
    public static async Task<MovedTasks> FindAsync(
        LedgerTransaction transaction, long instanceId, JsonObject state, IReadOnlyDictionary<int, OpenStep> steps, MoveFindings findings)
    {
        var result = new MovedTasks();
        var waiting = (state["b"] as JsonArray ?? []).OfType<JsonObject>().ToDictionary(b => b["i"]!.GetValue<long>(), b => b["x"]!.GetValue<int>());
        if (waiting.Count == 0)
        {
            return result;
        }

        var tasks = await transaction.QueryAsync(
            "select id, bookmark_id, state, outcomes, outcome from human_tasks where instance_id = $1 and state in (0, 1, 2)",
            row => (Id: row.GetInt64(0), Bookmark: row.GetInt64(1), IsDecided: row.GetInt32(2) == 2, Outcomes: row.GetString(3), Outcome: row.IsDBNull(4) ? null : row.GetString(4)),
            instanceId);
        foreach (var task in tasks)
        {
            // An answer that is computed cannot be known before it is asked for: the task keeps those it was made with.
            if (!waiting.TryGetValue(task.Bookmark, out var number) || steps[number] is not { To.Outcomes: { } outcomes } step)
            {
                continue;
            }

            if (task.IsDecided)
            {
                RequireWayOn(step.From.Activity, task.Outcome!, outcomes, findings);
                continue;
            }

            var before = JsonSerializer.Deserialize<string[]>(task.Outcomes)!;
            if (!before.SequenceEqual(outcomes))
            {
                result._changed.Add((task.Id, JsonSerializer.Serialize(outcomes)));
                var gone = before.Except(outcomes).ToList();
                if (gone.Count > 0)
                {
                    var name = MoveFindings.NameOf(step.From.Activity);
                    findings.Warn(
                        "move.outcome-gone", step.From.Activity, $"The open task '{name}' loses the answers {string.Join(", ", gone)}.", name, string.Join(", ", gone));
                }
            }
        }

        return result;
    }

    public async Task WriteAsync(LedgerTransaction transaction)
    {
        foreach (var (id, outcomes) in _changed)
        {
            // Who decides at this moment holds the row; when the decision is in, it was made on the old answers.
            if (await transaction.ExecuteAsync("update human_tasks set outcomes = $2 where id = $1 and state in (0, 1)", id, outcomes) != 1)
            {
                throw new WorkflowException("move.already-decided", $"The task {id} has just been decided; try again.", id);
            }
        }
    }

    private static void RequireWayOn(Activity step, string outcome, IReadOnlyList<string> outcomes, MoveFindings findings)
    {
        if (!outcomes.Contains(outcome))
        {
            var name = MoveFindings.NameOf(step);
            findings.Refuse("move.outcome-decided", step, $"'{name}' was decided with '{outcome}', which the new version does not have.", name, outcome);
        }
    }
}
