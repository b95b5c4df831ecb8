namespace Ledger.Domain.MassPayments.Worksheets;

/// <summary>What happened to a document of a worksheet since it was chosen.</summary>
/// <param name="Document">How the document is named.</param>
/// <param name="SupplierName">The supplier's name.</param>
/// <param name="Obstacle">Why it can no longer be chosen, so that it was taken off the worksheet; null when only its amount changed.</param>
/// <param name="Holder">The number of the mass payment that holds it now, or null.</param>
/// <param name="Before">The open amount in its currency when it was chosen.</param>
/// <param name="Now">The open amount in its currency now.</param>
/// <param name="Currency">Its currency.</param>
public sealed record WorksheetFinding(
    string Document, string SupplierName, PayableObstacle? Obstacle, long? Holder, decimal Before, decimal Now, string Currency);
