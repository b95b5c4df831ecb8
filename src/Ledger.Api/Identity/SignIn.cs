using System.Globalization;
using System.Security.Claims;
using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Users;
using Ledger.Foundation;
using Ledger.Foundation.Auditing;
using Microsoft.AspNetCore.Identity;

namespace Ledger.Api.Identity;

/// <summary>Checks a user name and a password, with lock-out after repeated failures.</summary>
/// <remarks>
/// The hash is computed outside any transaction: it takes tens of milliseconds and the writer serves everybody. An
/// unknown name costs the same time and gets the same answer as a wrong password.
/// </remarks>
internal sealed class SignIn(LedgerDatabase database, IPasswordHasher<LedgerUser> hasher, SignInLimits limits)
{
    /// <summary>Failures in a row that lock a user out.</summary>
    public const int FailuresMax = 5;

    /// <summary>How long a lock-out lasts.</summary>
    public static readonly TimeSpan LockOut = TimeSpan.FromMinutes(15);

    private static readonly LedgerUser Nobody = new();
    private readonly string _nobodysHash = hasher.HashPassword(Nobody, Guid.NewGuid().ToString());

    /// <summary>The claims of the person.</summary>
    /// <exception cref="RequestRefusedException">
    /// <c>auth.wrong-credentials</c>, <c>auth.locked-out</c>, <c>auth.too-many-attempts</c>; <c>auth.password-must-change</c> when the
    /// password is right but made by somebody else.
    /// </exception>
    public async Task<ClaimsPrincipal> CheckAsync(string address, string? userName, string? password, string? company, string scheme)
    {
        var (user, mustChange) = await ProveAsync(address, userName, password);
        return mustChange
            ? throw new RequestRefusedException(403, "auth.password-must-change", "The password was made for the person and must be changed first.")
            : Principal(user.Id, user.Stamp, company, scheme);
    }

    /// <summary>Exchanges a password that somebody else made for the person's own; answers the claims of the person.</summary>
    /// <exception cref="RequestRefusedException">As <see cref="CheckAsync"/>, and <c>auth.password-same</c>, <c>auth.password-own</c>.</exception>
    /// <exception cref="Ledger.Domain.DomainException">The new password breaks the rules (<c>user.password</c>).</exception>
    public async Task<ClaimsPrincipal> ExchangeAsync(string address, PasswordExchange exchange, string scheme)
    {
        var (user, mustChange) = await ProveAsync(address, exchange.UserName, exchange.Password);
        if (!mustChange)
        {
            throw new RequestRefusedException(409, "auth.password-own", "The person's password is the own one already.");
        }

        if (exchange.NewPassword == exchange.Password)
        {
            throw new RequestRefusedException(422, "auth.password-same", "The new password is the old one.") { Field = "newPassword" };
        }

        // Audited where the person's administrator looks.
        var companies = await database.QueryAsync(
            "select company_id from user_roles where user_id = $1 order by company_id limit 1", row => row.GetInt64(0), user.Id);
        var stamp = await database.WriteAsync(
            new Actor(companies.FirstOrDefault(), user.Id, user.Name),
            async session =>
            {
                // Of two who exchange the same password at once, one wins; the other's is not the password any more.
                var seen = await session.Transaction.QueryAsync(
                    "update users set must_change_password = false where id = $1 and security_stamp = $2 and must_change_password returning id",
                    row => row.GetInt64(0), user.Id, user.Stamp);
                if (seen.Count == 0)
                {
                    throw Wrong();
                }

                await new UserService(session).SetPasswordAsync(user.Id, exchange.NewPassword ?? string.Empty);
                return await session.Transaction.QueryFirstAsync("select security_stamp from users where id = $1", row => row.GetString(0), user.Id) ?? string.Empty;
            },
            CancellationToken.None);
        return Principal(user.Id, stamp, exchange.Company, scheme);
    }

    private async Task<((long Id, string Name, string Stamp) User, bool MustChange)> ProveAsync(string address, string? userName, string? password)
    {
        limits.Take(address, userName ?? string.Empty);
        var users = await database.QueryAsync(
            """
            select id, user_name, password_hash, security_stamp, lockout_end, access_failed_count, must_change_password
            from users where normalized_user_name = $1 and is_active
            """,
            row => (Id: row.GetInt64(0), Name: row.GetString(1), Hash: row.IsDBNull(2) ? null : row.GetString(2),
                Stamp: row.IsDBNull(3) ? string.Empty : row.GetString(3), LockedUntil: row.IsDBNull(4) ? 0 : row.GetInt64(4), Failures: row.GetInt32(5), MustChange: row.GetBoolean(6)),
            (userName ?? string.Empty).ToUpperInvariant());
        var user = users.FirstOrDefault();
        var matches = hasher.VerifyHashedPassword(Nobody, user.Hash ?? _nobodysHash, password ?? string.Empty) != PasswordVerificationResult.Failed;
        if (users.Count == 0 || user.Hash is null)
        {
            throw Wrong();
        }

        var now = database.Clock.GetUtcNow();
        if (user.LockedUntil > now.ToUnixTimeMilliseconds())
        {
            throw Locked(DateTimeOffset.FromUnixTimeMilliseconds(user.LockedUntil) - now);
        }

        if (!matches)
        {
            throw await FailedAsync(user.Id, user.Name, now) ? Locked(LockOut) : Wrong();
        }

        if (user.Failures > 0)
        {
            await database.WriteAsync(tx => tx.ExecuteAsync(
                "update users set access_failed_count = 0, lockout_end = null where id = $1", user.Id));
        }

        return ((user.Id, user.Name, user.Stamp), user.MustChange);
    }

    /// <summary>The claims that a cookie or a token carries.</summary>
    public static ClaimsPrincipal Principal(long userId, string stamp, string? company, string scheme)
    {
        var identity = new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, userId.ToString(CultureInfo.InvariantCulture)), new(Callers.StampClaim, stamp)], scheme);
        if (!string.IsNullOrEmpty(company))
        {
            identity.AddClaim(new Claim(Callers.CompanyClaim, company));
        }

        return new ClaimsPrincipal(identity);
    }

    // One conditional statement, so that failures at once on two nodes both count.
    private Task<bool> FailedAsync(long userId, string name, DateTimeOffset now) => database.WriteAsync(async tx =>
    {
        var failures = await tx.QueryFirstAsync(
            "update users set access_failed_count = access_failed_count + 1 where id = $1 returning access_failed_count",
            row => row.GetInt32(0), userId);
        if (failures < FailuresMax)
        {
            return false;
        }

        await tx.ExecuteAsync(
            "update users set access_failed_count = 0, lockout_end = $2 where id = $1",
            userId, (now + LockOut).ToUnixTimeMilliseconds());
        AuditTrail.Record(tx, new Actor(0, userId, name), new AuditChange("user.locked-out", nameof(LedgerUser), name));
        return true;
    });

    private static RequestRefusedException Wrong() => new(401, "auth.wrong-credentials", "User name or password are wrong.");

    private static RequestRefusedException Locked(TimeSpan wait) =>
        new(401, "auth.locked-out", "The user is locked out.", Math.Ceiling(wait.TotalMinutes)) { RetryAfter = wait };
}
