namespace Ledger.Domain.MassPayments;

/// <summary>What a generation would take from a checkbook (P7).</summary>
/// <param name="CheckbookId">The checkbook.</param>
/// <param name="Name">Its name.</param>
/// <param name="Free">Checks that were not used yet.</param>
/// <param name="Needed">Checks that the generation would take.</param>
/// <param name="Next">The next number; null when none is left.</param>
public sealed record CheckbookUse(long CheckbookId, string Name, long Free, int Needed, long? Next);
