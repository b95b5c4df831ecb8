using Ledger.Foundation.Paging;

namespace Ledger.Workflows.Instances;

/// <summary>Reads instances and their journals; paging, sorting and filtering are done by the database.</summary>
public interface IInstanceQueries
{
    /// <summary>A page of instances; sortable by CreatedAt, UpdatedAt, FinishedAt, Name.</summary>
    Task<Page<InstanceSummary>> ListAsync(InstanceQuery query, PageRequest page, CancellationToken cancellationToken = default);

    /// <summary>One instance; null when the company has none of that id. Archived ones are found too.</summary>
    Task<InstanceDetail?> FindAsync(long companyId, long instanceId, CancellationToken cancellationToken = default);

    /// <summary>What a person who looks after an instance needs; null when the company has none of that id. Made for looking often.</summary>
    Task<InstanceOverview?> OverviewAsync(long companyId, long instanceId, CancellationToken cancellationToken = default);

    /// <summary>Where an instance stands; null when the company has none of that id. One row by its key: made for looking often.</summary>
    Task<InstanceStanding?> StandingAsync(long companyId, long instanceId, CancellationToken cancellationToken = default);

    /// <summary>The journal of an instance, oldest first.</summary>
    Task<IReadOnlyList<JournalEntry>> JournalAsync(long companyId, long instanceId, CancellationToken cancellationToken = default);

    /// <summary>The executions of an instance's activities, oldest first.</summary>
    Task<IReadOnlyList<ActivityExecution>> ExecutionsAsync(long companyId, long instanceId, CancellationToken cancellationToken = default);

    /// <summary>The long steps under way in a company.</summary>
    Task<IReadOnlyList<StepProgress>> ProgressAsync(long companyId, CancellationToken cancellationToken = default);
}
