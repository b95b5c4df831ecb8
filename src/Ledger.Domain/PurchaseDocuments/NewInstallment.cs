namespace Ledger.Domain.PurchaseDocuments;

/// <summary>An instalment as a person gives it.</summary>
/// <param name="DueDate">When it falls due.</param>
/// <param name="Amount">The amount, in the document's currency.</param>
public sealed record NewInstallment(DateOnly DueDate, decimal Amount);
