namespace Ledger.Domain.MassPayments;

/// <summary>How far a generation or an annulment is (W12).</summary>
/// <param name="Done">Suppliers done.</param>
/// <param name="Total">Suppliers in all.</param>
/// <param name="State">The state of the mass payment after this chunk.</param>
/// <param name="IsFinished">True when nothing is left to do.</param>
public sealed record MassPaymentProgress(int Done, int Total, MassPaymentState State, bool IsFinished);
