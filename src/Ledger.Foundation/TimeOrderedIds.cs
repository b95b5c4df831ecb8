namespace Ledger.Foundation;

/// <summary>Keys of 41 bits of milliseconds since 2024, 12 bits of sequence and 10 bits of node number.</summary>
public sealed class TimeOrderedIds(int node, TimeProvider clock) : IIdGenerator
{
    /// <summary>The largest node number (10 bits).</summary>
    public const int NodeMax = 1023;

    private const int NodeBits = 10;
    private const int SequenceBits = 12;
    private static readonly long Epoch = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private readonly int _node = node is >= 0 and <= NodeMax
        ? node
        : throw new ArgumentOutOfRangeException(nameof(node), node, $"A node number lies between 0 and {NodeMax}.");

    private long _last;

    /// <summary>When a key was made, to the millisecond; later by a little when keys were taken faster than the clock ran.</summary>
    public static DateTimeOffset TimeOf(long id) => DateTimeOffset.FromUnixTimeMilliseconds((id >> (NodeBits + SequenceBits)) + Epoch);

    /// <summary>A key smaller than any made at or after a moment: to read what is recent by the key alone.</summary>
    public static long Before(DateTimeOffset moment) => ((moment.ToUnixTimeMilliseconds() - Epoch) << (NodeBits + SequenceBits)) - 1;

    /// <inheritdoc/>
    public long Next()
    {
        // The counter runs ahead of the clock when more than 4,096 keys are taken within a millisecond, and does not go
        // back when the clock does: uniqueness depends only on the counter and the node.
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var now = (clock.GetUtcNow().ToUnixTimeMilliseconds() - Epoch) << SequenceBits;
            var next = Math.Max(last + 1, now);
            if (Interlocked.CompareExchange(ref _last, next, last) == last)
            {
                return (next << NodeBits) | (long)_node;
            }
        }
    }
}
