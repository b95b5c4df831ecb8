using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Workflows.Queue;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Workflows.Instances;

/// <summary>Tells parents and observers that an instance has ended, in the unit of work of its last burst.</summary>
internal sealed class InstanceEnds(IServiceProvider services, QueueSignal signal)
{
    // Observers may use the runtime, which uses this: they are asked for when the first instance ends.
    private IWorkflowObserver[]? _observers;

    public async Task TellAsync(LedgerTransaction transaction, InstanceRecord instance, JsonObject output, IReadOnlyList<string> outcomes)
    {
        _observers ??= [.. services.GetServices<IWorkflowObserver>()];
        if (_observers.Length > 0)
        {
            var ended = new EndedInstance(
                instance.Id, instance.CompanyId, instance.DefinitionId, instance.SubStatus, instance.ParentInstanceId, output);
            foreach (var observer in _observers)
            {
                await observer.OnEndedAsync(transaction, ended);
            }
        }

        if (instance.ParentInstanceId is { } parent)
        {
            await TellParentAsync(transaction, instance, parent, output, outcomes);
        }
    }

    private async Task TellParentAsync(
        LedgerTransaction transaction, InstanceRecord child, long parent, JsonObject output, IReadOnlyList<string> outcomes)
    {
        if (ChildKey.ContextOf(child.IdempotencyKey, parent) is not { } context)
        {
            return;
        }

        var waiting = await transaction.QueryAsync(
            "select id, name from bookmarks where instance_id = $1 and context_id = $2",
            row => (Id: row.GetInt64(0), Name: row.GetString(1)), parent, context);
        foreach (var (bookmark, name) in waiting)
        {
            // A faulted child may be taken up again, so a parent that waits for this one goes on waiting; a bulk counts it.
            if (child.SubStatus == WorkflowSubStatus.Faulted && name != ChildEnd.BulkBookmark)
            {
                continue;
            }

            var run = new PendingRun(
                transaction.Database.Ids.Next(), parent, PendingRunKind.Resume, transaction.Database.Clock.GetUtcNow().ToUnixTimeMilliseconds())
            {
                Priority = PendingRun.Background,
                BookmarkId = bookmark,
                Data = new RunData
                {
                    Input = new JsonObject
                    {
                        ["childInstanceId"] = child.Id.ToString(CultureInfo.InvariantCulture),
                        ["subStatus"] = child.SubStatus.ToString(),
                        ["output"] = output.DeepClone(),
                        ["outcomes"] = new JsonArray([.. outcomes.Select(o => (JsonNode)o)]),
                    },
                },
            };
            await PendingRuns.AddAsync(transaction, run, signal);
        }
    }
}
