using System.Globalization;

namespace Ledger.Workflows.HumanTasks;

/// <summary>The directory of a host that has none: people are keys, and nobody can be written to.</summary>
internal sealed class UnknownPeople : ITaskDirectory
{
    public Task<TaskUser?> FindUserAsync(long companyId, string idOrName, CancellationToken cancellationToken = default) =>
        Task.FromResult(long.TryParse(idOrName, CultureInfo.InvariantCulture, out var id) ? new TaskUser(id, idOrName) : null);

    public Task<IReadOnlyList<TaskRecipient>> FindRecipientsAsync(long companyId, string role, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<TaskRecipient>>([]);

    public Task<TaskRecipient?> FindRecipientAsync(long companyId, long userId, CancellationToken cancellationToken = default) =>
        Task.FromResult<TaskRecipient?>(null);
}
