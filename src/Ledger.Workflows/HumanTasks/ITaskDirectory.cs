namespace Ledger.Workflows.HumanTasks;

/// <summary>What tasks need to know of people; the host implements it over its users and roles.</summary>
public interface ITaskDirectory
{
    /// <summary>The person with this key or user name in a company; null when there is none.</summary>
    Task<TaskUser?> FindUserAsync(long companyId, string idOrName, CancellationToken cancellationToken = default);

    /// <summary>Those who hold a role in a company and can be written to.</summary>
    Task<IReadOnlyList<TaskRecipient>> FindRecipientsAsync(long companyId, string role, CancellationToken cancellationToken = default);

    /// <summary>The address of a person; null when there is none.</summary>
    Task<TaskRecipient?> FindRecipientAsync(long companyId, long userId, CancellationToken cancellationToken = default);
}
