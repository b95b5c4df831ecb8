namespace Ledger.Domain.PurchaseDocuments;

/// <summary>Turns payment terms into instalments.</summary>
public static class PaymentTerms
{
    /// <summary>
    /// Equal instalments, <paramref name="days"/> apart and the first that long after the issue date. Rounding goes to the
    /// last, so that they add up to the total.
    /// </summary>
    public static IReadOnlyList<NewInstallment> Split(decimal total, string currency, DateOnly issueDate, int days, int count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var part = Currencies.Round(total / count, currency);
        return [.. Enumerable.Range(1, count).Select(i => new NewInstallment(
            issueDate.AddDays(days * i), i < count ? part : total - (part * (count - 1))))];
    }
}
