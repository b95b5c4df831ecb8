namespace Ledger.Domain.MassPayments;

/// <summary>A mass payment and who had a hand in it.</summary>
/// <param name="Payment">The mass payment.</param>
/// <param name="ContributorIds">Who entered it or put documents in, by user id: none of them may authorise it (W6).</param>
public sealed record MassPaymentReading(MassPayment Payment, IReadOnlyList<long> ContributorIds);
