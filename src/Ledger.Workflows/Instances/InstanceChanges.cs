using Ledger.Foundation;
using Microsoft.Extensions.Logging;

namespace Ledger.Workflows.Instances;

/// <summary>Raises the changes of instances once they are on disk.</summary>
internal sealed partial class InstanceChanges(ILogger<InstanceChanges> logger) : IInstanceChanges
{
    public event Action<InstanceChange>? Changed;

    public void RaiseAfterCommit(LedgerTransaction transaction, long companyId, long instanceId)
    {
        if (Changed is not null)
        {
            transaction.OnCommitted(() => Raise(new InstanceChange(companyId, instanceId)));
        }
    }

    private void Raise(InstanceChange change)
    {
        foreach (var handler in (Changed?.GetInvocationList() ?? []).Cast<Action<InstanceChange>>())
        {
            try
            {
                handler(change);
            }
            catch (Exception e)
            {
                // The change is committed; a page that cannot show it must not make the writer fail.
                LogListener(e, change.InstanceId);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "A listener failed on a change of the instance {Instance}.")]
    private partial void LogListener(Exception cause, long instance);
}
