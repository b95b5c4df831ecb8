namespace Ledger.Domain.Folios;

/// <summary>How fast a book uses its folios (F8).</summary>
/// <param name="Weeks">The folios issued in each week, the oldest first; the last is the seven days that end today.</param>
/// <param name="RunsOutOn">The day the available and queued folios run out at this pace; null when none was issued in these weeks.</param>
public sealed record FolioUse(IReadOnlyList<int> Weeks, DateOnly? RunsOutOn);
