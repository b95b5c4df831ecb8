using Ledger.Domain.Accounting;
using Ledger.Domain.MassPayments;
using Ledger.Domain.PurchaseDocuments;
using Ledger.Domain.SupplierAccounts;
using Ledger.Domain.Treasury;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Tests.MassPayments;

/// <summary>What must be true of the books whatever was done to them; computed from the rows alone.</summary>
public static class BooksCheck
{
    public static async Task AssertAsync(PaymentBooks books)
    {
        var documents = await books.ReadAsync(db => db.Set<PurchaseDocument>().ToListAsync());
        var installments = await books.ReadAsync(db => db.Set<Installment>().ToListAsync());
        var orders = await books.ReadAsync(db => db.Set<PaymentOrder>().ToListAsync());
        var live = await books.ReadAsync(db => db.Set<Allocation>().Where(a => a.DeallocatedAt == null).ToListAsync());
        foreach (var document in documents)
        {
            var own = installments.Where(i => i.DocumentId == document.Id).ToList();
            var allocated = live.Where(a => a.DocumentId == document.Id).Sum(a => a.Amount)
                + live.Where(a => a.SourceKind != AllocationSource.PaymentOrder && a.SourceId == document.Id).Sum(a => a.SourceAmount ?? a.Amount);
            document.OpenAmount.Should().Be(document.Total - allocated, "a document is paid exactly by its allocations");
            document.OpenAmount.Should().Be(own.Sum(i => i.Pending));
            own.Should().OnlyContain(i => i.Pending >= 0 && i.Pending <= i.Amount, "nothing is paid twice");
        }

        foreach (var order in orders)
        {
            var used = live.Where(a => a.SourceKind == AllocationSource.PaymentOrder && a.SourceId == order.Id).Sum(a => a.SourceAmount ?? a.Amount);
            order.OnAccount.Should().Be(order.State == PaymentOrderState.Annulled ? 0 : order.Amount - used);
            (order.State == PaymentOrderState.Annulled && used != 0).Should().BeFalse();
        }

        var items = await books.ReadAsync(db => db.Set<MassPaymentItem>().ToListAsync());
        foreach (var payment in await books.ReadAsync(db => db.Set<MassPayment>().Where(p => p.State == MassPaymentState.Paid).ToListAsync()))
        {
            items.Where(i => i.MassPaymentId == payment.Id).Should().OnlyContain(i => i.PaymentOrderId != null, "paid means every document of it");
        }

        await AssertBalancesAsync(books, documents, orders);
        await AssertTreasuryAndJournalAsync(books, orders);
    }

    private static async Task AssertBalancesAsync(PaymentBooks books, List<PurchaseDocument> documents, List<PaymentOrder> orders)
    {
        var expected = documents.Where(d => d.State != DocumentState.Annulled)
            .Select(d => (d.SupplierId, d.Currency, Amount: d.Kind == DocumentKind.CreditNote ? -d.OpenAmount : d.OpenAmount))
            .Concat(orders.Select(o => (o.SupplierId, o.Currency, Amount: -o.OnAccount)))
            .GroupBy(x => (x.SupplierId, x.Currency)).ToDictionary(g => g.Key, g => g.Sum(x => x.Amount));
        var balances = await books.ReadAsync(db => db.Set<SupplierBalance>().ToListAsync());
        foreach (var balance in balances)
        {
            balance.Balance.Should().Be(expected.GetValueOrDefault((balance.SupplierId, balance.Currency)), "the supplier's account agrees with its documents and orders");
        }

        expected.Where(e => e.Value != 0).Select(e => e.Key).Should().BeSubsetOf(balances.Select(b => (b.SupplierId, b.Currency)));
    }

    private static async Task AssertTreasuryAndJournalAsync(PaymentBooks books, List<PaymentOrder> orders)
    {
        var movements = await books.ReadAsync(db => db.Set<TreasuryMovement>().ToListAsync());
        var checks = await books.ReadAsync(db => db.Set<Check>().ToListAsync());
        foreach (var order in orders)
        {
            var states = movements.Where(m => m.PaymentOrderId == order.Id).Select(m => m.State).ToList();
            if (states.Count > 0)
            {
                states.Count(s => s == MovementState.Recorded).Should().Be(1);
                states.Should().HaveCount(order.State == PaymentOrderState.Annulled ? 2 : 1);
            }

            checks.Where(c => c.PaymentOrderId == order.Id).All(c => (c.State == CheckState.Annulled) == (order.State == PaymentOrderState.Annulled)).Should().BeTrue();
        }

        var lines = await books.ReadAsync(db => db.Set<JournalLine>().ToListAsync());
        lines.GroupBy(l => l.EntryId).All(g => g.Sum(l => l.Debit) == g.Sum(l => l.Credit) && g.Count() >= 2).Should().BeTrue();
        var balances = await books.ReadAsync(db => db.Set<AccountBalance>().ToListAsync());
        foreach (var account in lines.GroupBy(l => l.AccountId))
        {
            balances.Where(b => b.AccountId == account.Key).Sum(b => b.Debit - b.Credit).Should().Be(account.Sum(l => l.Debit - l.Credit));
        }
    }
}
