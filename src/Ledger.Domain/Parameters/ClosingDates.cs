using System.Globalization;

namespace Ledger.Domain.Parameters;

/// <summary>Refuses what is dated on or before a closing date (P8). The one place where closing dates are checked.</summary>
public sealed class ClosingDates(LedgerSession session)
{
    private readonly ParameterService _parameters = new(session);

    /// <summary>Refuses a payment order on a closed day of payment orders or, with treasury, of treasury (P8).</summary>
    public async Task CheckPaymentOrderAsync(DateOnly date)
    {
        var parameters = await _parameters.GetAsync<PurchasingParameters>();
        Check(date, parameters.PaymentOrdersClosedThrough, "closing.payment-orders");
        if (parameters.HasTreasury)
        {
            await CheckTreasuryAsync(date);
        }
    }

    /// <summary>Refuses a purchase document on a closed day.</summary>
    public async Task CheckPurchaseDocumentAsync(DateOnly date) =>
        Check(date, (await _parameters.GetAsync<PurchasingParameters>()).InvoicesClosedThrough, "closing.purchase-documents");

    /// <summary>Refuses a treasury movement on a closed day.</summary>
    public async Task CheckTreasuryAsync(DateOnly date) =>
        Check(date, (await _parameters.GetAsync<TreasuryParameters>()).DocumentsClosedThrough, "closing.treasury");

    /// <summary>Refuses a journal entry on a closed day.</summary>
    public async Task CheckEntryAsync(DateOnly date) =>
        Check(date, (await _parameters.GetAsync<AccountingParameters>()).EntriesClosedThrough, "closing.entries");

    private static void Check(DateOnly date, DateOnly? closedThrough, string code)
    {
        if (date <= closedThrough)
        {
            throw new DomainException(
                code, string.Create(CultureInfo.InvariantCulture, $"{date:yyyy-MM-dd} is closed: closed through {closedThrough:yyyy-MM-dd}."), date, closedThrough)
            {
                Field = "date",
            };
        }
    }
}
