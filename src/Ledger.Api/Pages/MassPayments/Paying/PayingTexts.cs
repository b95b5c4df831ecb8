namespace Ledger.Api.Pages.MassPayments.Paying;

/// <summary>Marks the texts of authorising, paying and annulling mass payments; see <c>PayingTexts.resx</c>.</summary>
public sealed class PayingTexts;
