using Ledger.Api.Identity;
using Ledger.Domain;
using Ledger.Domain.Users;
using Ledger.Foundation;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.Users;

/// <summary>Reads people for the pages of the administration: a page of the company's people, and one person with everything.</summary>
internal sealed class UserList(LedgerDatabase database)
{
    /// <summary>People shown at once.</summary>
    public const int PageSize = 50;

    /// <summary>A page of the people with a role in the company, by user name.</summary>
    /// <param name="companyId">The company.</param>
    /// <param name="search">Part of a name or mail address, or null.</param>
    /// <param name="role">Only those with this role, or null.</param>
    /// <param name="page">The page, from 0.</param>
    public Task<(int Count, IReadOnlyList<UserLine> Users)> PageAsync(long companyId, string? search, Role? role, int page) =>
        database.ReadAsync(companyId, async db =>
        {
            var people = db.Set<LedgerUser>().Where(u => db.Set<UserRole>().Any(r => r.UserId == u.Id && (role == null || r.Role == role)));
            if (!string.IsNullOrWhiteSpace(search))
            {
                var wanted = search.Trim().ToUpperInvariant();
#pragma warning disable CA1304, CA1311 // becomes SQL's upper
                people = people.Where(u => u.NormalizedUserName!.Contains(wanted) || u.NormalizedEmail!.Contains(wanted) || u.DisplayName.ToUpper().Contains(wanted));
#pragma warning restore CA1304, CA1311
            }

            var count = await people.CountAsync();
            var users = await people.OrderBy(u => u.NormalizedUserName).ThenBy(u => u.Id).Skip(page * PageSize).Take(PageSize).ToListAsync();
            var ids = users.ConvertAll(u => u.Id);
            var roles = await db.Set<UserRole>().Where(r => ids.Contains(r.UserId)).ToListAsync();
            var keys = await db.Set<ApiKey>().Where(k => ids.Contains(k.UserId) && k.RevokedAt == null).GroupBy(k => k.UserId)
                .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count);
            IReadOnlyList<UserLine> lines =
            [
                .. users.Select(u => new UserLine(UserView.Of(u, roles.Where(r => r.UserId == u.Id)), keys.GetValueOrDefault(u.Id))),
            ];
            return (count, lines);
        });

    /// <summary>A person with the roles in all companies; null when they have none in the caller's.</summary>
    public Task<UserFile?> FindAsync(Caller caller, long userId) => database.ReadAsync(caller.Company, async db =>
    {
        var user = await db.Set<LedgerUser>().SingleOrDefaultAsync(u => u.Id == userId);
        var roles = await UserService.RolesOfAsync(db, userId);
        return user is null || roles.All(r => r.CompanyId != caller.Company)
            ? null
            : new UserFile(
                UserView.Of(user, roles.Where(r => r.CompanyId == caller.Company)), user.ConcurrencyStamp, roles,
                WholePerson.IsOf(caller, roles.Select(r => r.CompanyId).ToHashSet()));
    });

    /// <summary>A person's keys, the latest first.</summary>
    public Task<List<ApiKeyView>> KeysAsync(long companyId, long userId) => database.ReadAsync(companyId, db =>
        db.Set<ApiKey>().Where(k => k.UserId == userId).OrderBy(k => k.RevokedAt != null).ThenByDescending(k => k.Id)
            .Select(k => new ApiKeyView(k.Id, k.Name, k.Prefix, k.CreatedAt, k.LastUsedAt, k.RevokedAt)).ToListAsync());
}

/// <summary>A person in the list, with how many keys work.</summary>
internal sealed record UserLine(UserView User, int KeyCount);

/// <summary>A person with everything.</summary>
/// <param name="User">The person, with the roles in the caller's company.</param>
/// <param name="Stamp">The concurrency stamp.</param>
/// <param name="Roles">The roles in all companies.</param>
/// <param name="IsWhole">True when the caller administers all of the person's companies.</param>
public sealed record UserFile(UserView User, string? Stamp, IReadOnlyList<UserRole> Roles, bool IsWhole);
