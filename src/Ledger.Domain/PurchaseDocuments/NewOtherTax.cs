namespace Ledger.Domain.PurchaseDocuments;

/// <summary>Another tax of a document, as given.</summary>
/// <param name="Code">The tax authority's code.</param>
/// <param name="Rate">The rate in per cent.</param>
/// <param name="Amount">The amount; negative for a retention.</param>
public sealed record NewOtherTax(int Code, decimal Rate, decimal Amount);
