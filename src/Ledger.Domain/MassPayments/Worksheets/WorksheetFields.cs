namespace Ledger.Domain.MassPayments.Worksheets;

/// <summary>The fields of a worksheet as the person left them.</summary>
/// <param name="Number">The number, when people type them.</param>
/// <param name="EntryDate">The date of entry.</param>
/// <param name="EstimatedPaymentDate">When the suppliers are expected to be paid.</param>
/// <param name="Currency">The currency of the payment orders.</param>
/// <param name="ExchangeRate">Units of local currency for one unit of the foreign accounting currency.</param>
/// <param name="Remarks">Free text.</param>
/// <param name="StartsProcess">True when a process shall carry the new mass payment on.</param>
public sealed record WorksheetFields(
    long? Number, DateOnly EntryDate, DateOnly EstimatedPaymentDate, string Currency, decimal ExchangeRate, string? Remarks, bool StartsProcess)
{
    /// <summary>The fields of a worksheet.</summary>
    public static WorksheetFields Of(Worksheet sheet) => new(
        sheet.Number, sheet.EntryDate, sheet.EstimatedPaymentDate, sheet.Currency, sheet.ExchangeRate, sheet.Remarks, sheet.StartsProcess);
}
