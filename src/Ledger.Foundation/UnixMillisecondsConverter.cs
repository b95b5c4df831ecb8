using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Ledger.Foundation;

/// <summary>Stores a moment as milliseconds since 1970 in UTC: ordered and compared alike by both databases.</summary>
public sealed class UnixMillisecondsConverter() : ValueConverter<DateTimeOffset, long>(
    moment => moment.ToUnixTimeMilliseconds(), stored => DateTimeOffset.FromUnixTimeMilliseconds(stored));
