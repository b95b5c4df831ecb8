using Ledger.Domain.SupplierAccounts;

namespace Ledger.Domain.MassPayments;

/// <summary>
/// Spreads the credit notes and then the payment order of one supplier over its invoices and debit notes, the oldest first,
/// so that every document is used up exactly (P8).
/// </summary>
internal static class AllocationPlan
{
    /// <summary>The parts; an amount of each side, in that side's currency. Sums are exact: the last part of each side takes its rest.</summary>
    /// <param name="items">The supplier's items, oldest first; restated in the order's currency they add up to its amount.</param>
    /// <param name="isLocal">True when the order is in local currency, false when it is in units.</param>
    /// <param name="order">The order.</param>
    public static IEnumerable<AllocationPart> Of(IReadOnlyList<ItemToPay> items, bool isLocal, PaymentOrder order)
    {
        decimal Restated(ItemToPay item) => Math.Abs(isLocal ? item.Local : item.Units);
        var targets = new Queue<Side>(items.Where(i => i.Amount > 0).Select(i => new Side(null, i, i.Amount, Restated(i), i.Currency)));
        var sources = items.Where(i => i.Amount < 0)
            .Select(i => new Side(AllocationSource.CreditNote, i, -i.Amount, Restated(i), i.Currency))
            .Append(new Side(AllocationSource.PaymentOrder, null, order.Amount, order.Amount, order.Currency));
        foreach (var source in sources)
        {
            while (source.Left > 0 && targets.TryPeek(out var target))
            {
                var part = Math.Min(source.Left, target.Left);
                var amount = target.Take(part);
                var used = source.Take(part);
                if (target.Left == 0)
                {
                    targets.Dequeue();
                }

                if (amount > 0)
                {
                    yield return new AllocationPart(
                        source.Kind!.Value, source.Item?.DocumentId ?? order.Id, target.Item!.DocumentId, target.Item.InstallmentId,
                        amount, target.Currency, used, source.Currency);
                }
            }
        }
    }

    private sealed class Side(AllocationSource? kind, ItemToPay? item, decimal amount, decimal restated, string currency)
    {
        private readonly decimal _amount = amount;
        private readonly decimal _restated = restated;
        private decimal _left = amount;

        public AllocationSource? Kind => kind;

        public ItemToPay? Item => item;

        public string Currency => currency;

        public decimal Left { get; private set; } = restated;

        public decimal Take(decimal part)
        {
            var taken = part == Left ? _left : Math.Min(_left, Currencies.Round(part * _amount / _restated, currency));
            Left -= part;
            _left -= taken;
            return taken;
        }
    }
}
