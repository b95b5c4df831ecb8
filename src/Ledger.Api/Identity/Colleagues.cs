using System.Globalization;
using Ledger.Api.Http;
using Ledger.Foundation;

namespace Ledger.Api.Identity;

/// <summary>Finds the people of a company by key or user name.</summary>
internal sealed class Colleagues(LedgerDatabase database)
{
    /// <summary>A person with a role in the company.</summary>
    /// <exception cref="RequestRefusedException"><c>user.not-found</c>.</exception>
    public async Task<(long UserId, string UserName)> FindAsync(long companyId, string user)
    {
        var rows = await database.QueryAsync(
            """
            select u.id, u.user_name from users u
            where u.is_active and (u.normalized_user_name = $2 or u.id = $3)
                and exists (select 1 from user_roles r where r.user_id = u.id and r.company_id = $1)
            """,
            row => (UserId: row.GetInt64(0), UserName: row.GetString(1)),
            companyId, user.ToUpperInvariant(), long.TryParse(user, CultureInfo.InvariantCulture, out var id) ? id : 0L);
        return rows.Count == 1
            ? rows[0]
            : throw new RequestRefusedException(404, "user.not-found", $"There is no user {user}.", user) { Field = "user" };
    }

    /// <summary>Everybody with a role in the company who may sign in, by name.</summary>
    public async Task<IReadOnlyList<Colleague>> ListAsync(long companyId) => await database.QueryAsync(
        """
        select u.id, u.user_name, u.display_name from users u
        where u.is_active and exists (select 1 from user_roles r where r.user_id = u.id and r.company_id = $1)
        order by u.display_name, u.id
        """,
        row => new Colleague(row.GetInt64(0), row.GetString(1), row.GetString(2)),
        companyId);
}
