using System.Threading.RateLimiting;
using Ledger.Api.Http;

namespace Ledger.Api.Setup;

/// <summary>Slows down guessing the set-up code: so many attempts a minute from one address, and from all together, on this node.</summary>
internal sealed class SetupLimits : IDisposable
{
    /// <summary>Attempts a minute from one address.</summary>
    public const int PerAddress = 10;

    /// <summary>Attempts a minute from all other machines together: many addresses are cheap.</summary>
    public const int FromElsewhere = 60;

    private readonly PartitionedRateLimiter<string> _addresses = PartitionedRateLimiter.Create<string, string>(
        address => RateLimitPartition.GetFixedWindowLimiter(address, _ => Options(PerAddress)));

    private readonly FixedWindowRateLimiter _elsewhere = new(Options(FromElsewhere));

    /// <summary>Counts an attempt.</summary>
    /// <exception cref="RequestRefusedException"><c>auth.too-many-attempts</c> with the time to wait.</exception>
    public void Take(string address, bool isHere)
    {
        using var one = _addresses.AttemptAcquire(address);
        Check(one);
        if (!isHere)
        {
            using var all = _elsewhere.AttemptAcquire();
            Check(all);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _addresses.Dispose();
        _elsewhere.Dispose();
    }

    private static FixedWindowRateLimiterOptions Options(int perMinute) =>
        new() { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 };

    private static void Check(RateLimitLease lease)
    {
        if (!lease.IsAcquired)
        {
            var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
            throw new RequestRefusedException(429, "auth.too-many-attempts", "Too many attempts to set up.", Math.Ceiling(wait.TotalSeconds)) { RetryAfter = wait };
        }
    }
}
