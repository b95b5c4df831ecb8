using Ledger.Foundation.Paging;

namespace Ledger.Workflows.Watchdog;

/// <summary>Finds and repairs what an operator would otherwise have to find. Runs by itself once a minute; may be called at any time.</summary>
public interface IWatchdog
{
    /// <summary>Looks once and returns what is new; what was reported before is not reported again.</summary>
    Task<IReadOnlyList<WatchdogFinding>> RunAsync(CancellationToken cancellationToken = default);

    /// <summary>What was found in a company's processes, latest first; findings that belong to no company are among them.</summary>
    Task<Page<WatchdogReport>> ListAsync(long companyId, PageRequest page, CancellationToken cancellationToken = default);
}
