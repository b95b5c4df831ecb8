using System.Globalization;
using Ledger.Api.Http;
using Ledger.Foundation;
using Ledger.Workflows.HumanTasks;

namespace Ledger.Api.Workflows;

/// <summary>Tells tasks of the people: those with a role in the company, and where they can be written to.</summary>
internal sealed class TaskDirectory(LedgerDatabase database) : ITaskDirectory
{
    /// <inheritdoc/>
    public async Task<TaskUser?> FindUserAsync(long companyId, string idOrName, CancellationToken cancellationToken = default) =>
        (await database.QueryAsync(
            """
            select u.id, u.user_name from users u
            where u.is_active and (u.normalized_user_name = $2 or u.id = $3)
                and exists (select 1 from user_roles r where r.user_id = u.id and r.company_id = $1)
            """,
            row => new TaskUser(row.GetInt64(0), row.GetString(1)),
            companyId, idOrName.ToUpperInvariant(), long.TryParse(idOrName, CultureInfo.InvariantCulture, out var id) ? id : 0L)).SingleOrDefault();

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TaskRecipient>> FindRecipientsAsync(long companyId, string role, CancellationToken cancellationToken = default) =>
        await database.QueryAsync(
            """
            select u.id, u.user_name, u.email, u.culture from users u
            where u.is_active and u.email is not null
                and exists (select 1 from user_roles r where r.user_id = u.id and r.company_id = $1 and r.role = $2)
            order by u.id
            """,
            Recipient, companyId, role);

    /// <inheritdoc/>
    public async Task<TaskRecipient?> FindRecipientAsync(long companyId, long userId, CancellationToken cancellationToken = default) =>
        (await database.QueryAsync(
            """
            select u.id, u.user_name, u.email, u.culture from users u
            where u.id = $2 and u.is_active and u.email is not null
                and exists (select 1 from user_roles r where r.user_id = u.id and r.company_id = $1)
            """,
            Recipient, companyId, userId)).SingleOrDefault();

    private static TaskRecipient Recipient(System.Data.Common.DbDataReader row) =>
        new(row.GetInt64(0), row.GetString(1), row.GetString(2), Language.Find(row.IsDBNull(3) ? null : row.GetString(3)) ?? Language.Spanish);
}
