using Ledger.Domain.PurchaseDocuments;

namespace Ledger.Domain.MassPayments;

/// <summary>An instalment or note that may be put into a mass payment, as the grid shows it (P2, P3). Credits are negative.</summary>
/// <param name="InstallmentId">The key it is chosen by.</param>
/// <param name="DocumentId">The document.</param>
/// <param name="BranchCode">The branch where it was entered; shown only at head office.</param>
/// <param name="SupplierId">The supplier.</param>
/// <param name="SupplierCode">The supplier's code.</param>
/// <param name="SupplierName">The supplier's name.</param>
/// <param name="Kind">Invoice, credit or debit note.</param>
/// <param name="SiiType">The tax authority's document type.</param>
/// <param name="Letter">The letter of the number where the country uses one.</param>
/// <param name="Number">The number.</param>
/// <param name="InstallmentNumber">The instalment's place in the invoice.</param>
/// <param name="DueDate">Due date of the instalment; issue date of a note.</param>
/// <param name="IssueDate">The date on the document.</param>
/// <param name="Currency">The document's currency.</param>
/// <param name="Open">The open amount in the document's currency.</param>
/// <param name="OpenLocal">The open amount in local currency.</param>
/// <param name="OpenUnits">The open amount in units at the given rate.</param>
/// <param name="OriginalLocal">The whole instalment or note in local currency.</param>
/// <param name="OriginalUnits">The whole instalment or note in units at the given rate.</param>
/// <param name="HasDifferences">True when it has differences with the supplier.</param>
/// <param name="DifferenceAmount">The amount of the differences.</param>
/// <param name="ClassificationId">Its classification, or null.</param>
/// <param name="Obstacle">Why it cannot be chosen; null when it can.</param>
public sealed record PayableDocument(
    long InstallmentId,
    long DocumentId,
    int BranchCode,
    long SupplierId,
    string SupplierCode,
    string SupplierName,
    DocumentKind Kind,
    int SiiType,
    string? Letter,
    long Number,
    int InstallmentNumber,
    DateOnly DueDate,
    DateOnly IssueDate,
    string Currency,
    decimal Open,
    decimal OpenLocal,
    decimal OpenUnits,
    decimal OriginalLocal,
    decimal OriginalUnits,
    bool HasDifferences,
    decimal DifferenceAmount,
    long? ClassificationId,
    PayableObstacle? Obstacle)
{
    /// <summary>True when it can be chosen.</summary>
    public bool IsSelectable => Obstacle is null;
}
