using System.Globalization;
using System.Security.Claims;
using Ledger.Api.Http;
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
    /// <exception cref="RequestRefusedException"><c>auth.wrong-credentials</c>, <c>auth.locked-out</c>, <c>auth.too-many-attempts</c>.</exception>
    public async Task<ClaimsPrincipal> CheckAsync(string address, string? userName, string? password, string? company, string scheme)
    {
        limits.Take(address, userName ?? string.Empty);
        var users = await database.QueryAsync(
            """
            select id, user_name, password_hash, security_stamp, lockout_end, access_failed_count
            from users where normalized_user_name = $1 and is_active
            """,
            row => (Id: row.GetInt64(0), Name: row.GetString(1), Hash: row.IsDBNull(2) ? null : row.GetString(2),
                Stamp: row.IsDBNull(3) ? string.Empty : row.GetString(3), LockedUntil: row.IsDBNull(4) ? 0 : row.GetInt64(4), Failures: row.GetInt32(5)),
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

        return Principal(user.Id, user.Stamp, company, scheme);
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
