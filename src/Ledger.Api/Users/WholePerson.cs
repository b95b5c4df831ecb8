using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Domain;
using Ledger.Domain.Users;

namespace Ledger.Api.Users;

/// <summary>What touches the whole person (password, sessions, keys, locking out) needs to administer all of the person's companies.</summary>
internal static class WholePerson
{
    /// <summary>Refuses what is not the caller's.</summary>
    /// <exception cref="RequestRefusedException"><c>user.not-found</c>, <c>user.of-other-companies</c>.</exception>
    public static async Task CheckAsync(LedgerSession session, Caller caller, long userId)
    {
        var companies = await CompaniesAsync(session.Db, userId);
        if (!companies.Contains(caller.Company))
        {
            throw new RequestRefusedException(404, "user.not-found", $"There is no user {userId}.", userId);
        }

        if (!IsOf(caller, companies))
        {
            throw new RequestRefusedException(403, "user.of-other-companies", "The person works in companies the caller does not administer.");
        }
    }

    /// <summary>The companies in which a person has a role.</summary>
    public static async Task<HashSet<long>> CompaniesAsync(LedgerDb db, long userId) =>
        [.. (await UserService.RolesOfAsync(db, userId)).Select(r => r.CompanyId)];

    /// <summary>True when the caller administers all of these companies.</summary>
    public static bool IsOf(Caller caller, IReadOnlySet<long> companies) =>
        companies.IsSubsetOf(caller.Companies.Where(c => c.Roles.Contains(nameof(Role.Administrator))).Select(c => c.Id));
}
