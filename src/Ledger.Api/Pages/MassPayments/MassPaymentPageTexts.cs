namespace Ledger.Api.Pages.MassPayments;

/// <summary>Marks the texts of the pages of mass payments for the message catalog: MassPaymentPageTexts.resx (Spanish) and MassPaymentPageTexts.en.resx.</summary>
public sealed class MassPaymentPageTexts;
