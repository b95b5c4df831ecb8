using Ledger.Foundation;

namespace Ledger.Domain;

/// <summary>The stored forms that hand-written SQL uses.</summary>
internal static class Stored
{
    public static long Of(decimal amount) => TenThousandthsConverter.ToStored(amount);

    public static long? Of(decimal? amount) => amount is { } value ? TenThousandthsConverter.ToStored(value) : null;

    public static int Of(DateOnly date) => DateNumberConverter.ToStored(date);

    public static long Of(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    public static decimal Amount(long stored) => TenThousandthsConverter.FromStored(stored);
}
