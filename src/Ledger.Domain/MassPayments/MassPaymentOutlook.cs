namespace Ledger.Domain.MassPayments;

/// <summary>What a person who decides on a mass payment has to know of it (P6).</summary>
/// <param name="Suppliers">Who is paid, the largest amount first.</param>
/// <param name="Overdue">Invoices whose due date has passed.</param>
/// <param name="OverdueLocal">Their amount in local currency.</param>
/// <param name="OldestDue">The oldest of those due dates; null when none has passed.</param>
/// <param name="WithDifferences">Documents that have differences with their receipt or order.</param>
/// <param name="Changed">Documents that changed since they were put in: the payment could not be generated.</param>
/// <param name="PaymentDay">The day the orders would bear: the estimated payment date, or today when it has passed.</param>
/// <param name="ClosedThrough">The closing date that forbids <paramref name="PaymentDay"/>; null when it is open.</param>
public sealed record MassPaymentOutlook(
    IReadOnlyList<SupplierOutlook> Suppliers, int Overdue, decimal OverdueLocal, DateOnly? OldestDue, int WithDifferences, int Changed,
    DateOnly PaymentDay, DateOnly? ClosedThrough);
