using System.Globalization;

namespace Ledger.Workflows.Persistence;

/// <summary>The first 64 bits of a hash: an index of eight bytes instead of sixty-four. The whole hash decides.</summary>
internal static class HashKey
{
    public static long Of(string hash) =>
        unchecked((long)ulong.Parse(hash.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
}
