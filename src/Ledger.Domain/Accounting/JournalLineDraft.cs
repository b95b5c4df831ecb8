namespace Ledger.Domain.Accounting;

/// <summary>A line to be posted, in local currency; one of <paramref name="Debit"/> and <paramref name="Credit"/> is zero.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Debit">The debit.</param>
/// <param name="Credit">The credit.</param>
/// <param name="Narrative">The text; null for the entry's.</param>
/// <param name="ForeignCurrency">The currency of <paramref name="ForeignAmount"/>.</param>
/// <param name="ForeignAmount">The amount in the foreign currency, positive.</param>
public sealed record JournalLineDraft(
    long AccountId, decimal Debit, decimal Credit, string? Narrative = null, string? ForeignCurrency = null, decimal? ForeignAmount = null);
