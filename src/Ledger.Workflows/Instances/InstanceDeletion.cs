using System.Globalization;
using Ledger.Foundation;
using Ledger.Foundation.Auditing;
using Ledger.Workflows.Queue;

namespace Ledger.Workflows.Instances;

/// <summary>Deletes an instance that has ended, with its journal and incidents.</summary>
internal static class InstanceDeletion
{
    public static async Task DeleteAsync(LedgerTransaction transaction, long instanceId, Actor actor)
    {
        var instance = await InstanceTable.LockAsync(transaction, instanceId);
        var definition = instance is not null && instance.CompanyId == actor.CompanyId
            ? await DeleteLiveAsync(transaction, instance)
            : await transaction.QueryFirstAsync(
                "delete from instance_archive where id = $1 and company_id = $2 returning definition_id", row => row.GetString(0),
                instanceId, actor.CompanyId);
        if (definition is null)
        {
            throw new WorkflowException("instance.not-found", $"There is no instance {instanceId}.", instanceId);
        }

        AuditTrail.Record(transaction, actor with { InstanceId = instanceId }, new AuditChange(
            "instance.deleted", "WorkflowInstance", instanceId.ToString(CultureInfo.InvariantCulture), new { Definition = definition }));
    }

    private static async Task<string> DeleteLiveAsync(LedgerTransaction transaction, InstanceRecord instance)
    {
        if (!instance.HasEnded)
        {
            throw new WorkflowException(
                "instance.delete-running", $"The instance {instance.Id} has not ended ({instance.SubStatus}): cancel it first.", instance.Id);
        }

        await PendingRuns.RemoveAllAsync(transaction, instance.Id);
        await Progress.RemoveAllAsync(transaction, instance.Id);
        await transaction.ExecuteAsync("delete from journal_chunks where instance_id = $1", instance.Id);
        await transaction.ExecuteAsync("delete from incidents where instance_id = $1", instance.Id);
        await transaction.ExecuteAsync("delete from workflow_instances where id = $1", instance.Id);
        return instance.DefinitionId;
    }
}
