using System.Globalization;
using Ledger.Foundation;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Queue;
using Microsoft.Extensions.Logging;

namespace Ledger.Workflows.Triggers;

/// <summary>Fires the time triggers of published definitions: the tick and the start are one unit of work, so each fires once.</summary>
internal sealed partial class TimeTriggers(LedgerDatabase database, InstanceEngine engine, ILogger<TimeTriggers> logger)
{
    /// <summary>Fires the next trigger that is due; false when there is none.</summary>
    public async Task<bool> FireAsync(LedgerTransaction transaction)
    {
        var due = await TriggerIndex.ClaimAsync(transaction, database.Clock.GetUtcNow());
        if (due is null)
        {
            return false;
        }

        var savepoint = await transaction.SavepointAsync();
        try
        {
            await engine.StartAsync(transaction, new StartWorkflow(due.DefinitionId, Actor.System(due.CompanyId, $"trigger:{due.ActivityId}"))
            {
                VersionId = due.VersionId,
                TriggerActivityId = due.ActivityId,
                Queued = true,
                IdempotencyKey = string.Create(CultureInfo.InvariantCulture, $"tick:{due.Id}:{due.DueAt}"),
            });
            await transaction.ReleaseAsync(savepoint);
        }
        catch (WorkflowException e)
        {
            // Another instance runs and the definition allows only one, or the version cannot run any more: the tick is over
            // all the same, or it would come back for ever.
            await transaction.RollbackToAsync(savepoint);
            LogNotStarted(e, due.DefinitionId, due.ActivityId);
        }

        return true;
    }

    [LoggerMessage(LogLevel.Warning, "The trigger {Activity} of {Definition} started nothing.")]
    private partial void LogNotStarted(Exception cause, string definition, string activity);
}
