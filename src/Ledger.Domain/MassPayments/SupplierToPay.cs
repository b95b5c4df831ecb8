namespace Ledger.Domain.MassPayments;

/// <summary>A supplier of a mass payment with the funds it would be or is paid with: a row of the grid of funds (P7).</summary>
/// <param name="SupplierId">The supplier.</param>
/// <param name="SupplierCode">The supplier's code.</param>
/// <param name="SupplierName">The supplier's name.</param>
/// <param name="Local">What is to be paid in local currency.</param>
/// <param name="Units">What is to be paid in units.</param>
/// <param name="DebitAccountId">The account charged; null without treasury or default.</param>
/// <param name="PaymentAccountId">The means of payment; null without treasury or default.</param>
/// <param name="CheckbookId">The checkbook; null when it is not paid by check.</param>
/// <param name="CheckNumber">The check number when one is asked for; null for the first free one.</param>
/// <param name="CheckDueDate">The check's due date.</param>
/// <param name="CheckDays">Days from the generation to the due date.</param>
/// <param name="ClassificationId">The classification of the payment order.</param>
public sealed record SupplierToPay(
    long SupplierId,
    string SupplierCode,
    string SupplierName,
    decimal Local,
    decimal Units,
    long? DebitAccountId,
    long? PaymentAccountId,
    long? CheckbookId,
    long? CheckNumber,
    DateOnly? CheckDueDate,
    int? CheckDays,
    long? ClassificationId);
