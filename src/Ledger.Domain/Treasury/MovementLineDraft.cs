using Ledger.Domain.Accounting;

namespace Ledger.Domain.Treasury;

/// <summary>A treasury account's part of a movement to be recorded.</summary>
/// <param name="TreasuryAccountId">The account.</param>
/// <param name="Side">Debit brings money in, credit takes it out.</param>
/// <param name="Amount">The amount in <paramref name="Currency"/>, above zero.</param>
/// <param name="Currency">The currency.</param>
/// <param name="LocalAmount">The amount in local currency.</param>
/// <param name="CheckId">The check.</param>
public sealed record MovementLineDraft(
    long TreasuryAccountId, EntrySide Side, decimal Amount, string Currency, decimal LocalAmount, long? CheckId = null);
