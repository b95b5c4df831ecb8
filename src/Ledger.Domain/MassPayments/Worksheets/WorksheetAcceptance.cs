namespace Ledger.Domain.MassPayments.Worksheets;

/// <summary>What came of accepting a worksheet.</summary>
/// <param name="Payment">The mass payment as recorded; null when documents changed meanwhile and nothing was recorded.</param>
/// <param name="Findings">What changed meanwhile: told to the person, who accepts what is left or does not.</param>
public sealed record WorksheetAcceptance(MassPayment? Payment, IReadOnlyList<WorksheetFinding> Findings);
