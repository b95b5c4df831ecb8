using System.Threading.RateLimiting;
using Ledger.Api.Http;

namespace Ledger.Api.Identity;

/// <summary>Slows down guessing: so many attempts a minute per address and per user name, on this node.</summary>
internal sealed class SignInLimits : IDisposable
{
    /// <summary>Attempts a minute from one address.</summary>
    public const int PerAddress = 30;

    /// <summary>Attempts a minute for one user name.</summary>
    public const int PerUser = 10;

    private readonly PartitionedRateLimiter<string> _addresses = Create(PerAddress);
    private readonly PartitionedRateLimiter<string> _users = Create(PerUser);

    /// <summary>Counts an attempt.</summary>
    /// <exception cref="RequestRefusedException"><c>auth.too-many-attempts</c> with the time to wait.</exception>
    public void Take(string address, string userName)
    {
        foreach (var lease in (RateLimitLease[])[_addresses.AttemptAcquire(address), _users.AttemptAcquire(userName.ToUpperInvariant())])
        {
            using (lease)
            {
                if (!lease.IsAcquired)
                {
                    var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
                    throw new RequestRefusedException(429, "auth.too-many-attempts", "Too many sign-in attempts.", Math.Ceiling(wait.TotalSeconds))
                    {
                        RetryAfter = wait,
                    };
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _addresses.Dispose();
        _users.Dispose();
    }

    private static PartitionedRateLimiter<string> Create(int perMinute) =>
        PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = perMinute,
            Window = TimeSpan.FromMinutes(1),
            QueueLimit = 0,
        }));
}
