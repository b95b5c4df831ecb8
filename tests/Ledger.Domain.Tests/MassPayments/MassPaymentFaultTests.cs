using Ledger.Domain.MassPayments;
using Ledger.Domain.SupplierAccounts;
using Microsoft.Data.Sqlite;

namespace Ledger.Domain.Tests.MassPayments;

/// <summary>A chunk that fails at any of its statements leaves nothing; the next run completes and pays each supplier once.</summary>
public sealed class MassPaymentFaultTests
{
    private static readonly string[] Generation =
    [
        "insert on payment_orders", "insert on treasury_movements", "insert on treasury_movement_lines", "insert on checks", "insert on journal_lines",
        "insert on journal_entries", "insert on account_balances", "insert on allocations", "insert on allocation_history", "update on supplier_balances",
        "insert on number_sequences", "update on checkbooks", "update on mass_payment_suppliers", "update on mass_payment_items", "update on installments",
        "update on purchase_documents", "update of state on mass_payments", "update of revision on mass_payments", "insert on audit_entries",
        "update of hash on audit_heads",
    ];

    private static readonly string[] Annulment =
    [
        "insert on treasury_movements", "insert on treasury_movement_lines", "insert on journal_lines", "insert on journal_entries", "insert on allocation_history",
        "update on allocations", "update on checks", "update on supplier_balances", "delete on mass_payment_suppliers", "update on mass_payment_items",
        "update on installments", "update on purchase_documents", "update on payment_orders", "update on journal_entries", "update on treasury_movements",
        "update of state on mass_payments", "insert on audit_entries",
    ];

    [Fact]
    [Trait("row", "P9")]
    public async Task RunChunkAsync_FailsAtEachStatementInTurn_LeavesNothingAndThenPaysEachOnce()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var payment = await PaymentAsync(books);
        await books.PrepareAsync(payment, new GenerationFunds { General = new FundsData { PaymentAccountId = books.Bank.Id, ByCheck = true } });
        foreach (var place in Generation)
        {
            await FailsAsync(books, place, () => books.PayChunkAsync(payment, 2));
        }

        (await books.PayChunkAsync(payment, 2)).State.Should().Be(MassPaymentState.PartlyPaid);
        foreach (var place in Generation.Select(place => place.EndsWith("balances", StringComparison.Ordinal) || place.EndsWith("sequences", StringComparison.Ordinal)
            ? place.Replace("insert", "update", StringComparison.Ordinal)
            : place))
        {
            await FailsAsync(books, place, () => books.PayChunkAsync(payment, 2));
        }

        (await books.PayChunkAsync(payment, 2)).State.Should().Be(MassPaymentState.Paid);
        (await books.AllAsync<PaymentOrder>()).Select(o => o.SupplierId).Should().HaveCount(4).And.OnlyHaveUniqueItems();
        await BooksCheck.AssertAsync(books);
    }

    [Fact]
    [Trait("row", "P11")]
    public async Task AnnulmentChunk_FailsAtEachStatementInTurn_LeavesNothingAndThenCompletes()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var payment = await PaymentAsync(books);
        await books.PayAsync(payment, new GenerationFunds { General = new FundsData { PaymentAccountId = books.Bank.Id, ByCheck = true } });
        await books.DoAsync(books.Ana, s => new MassPaymentAnnulment(s).BeginAsync(payment.Id, null));
        foreach (var place in Annulment)
        {
            await FailsAsync(books, place, () => books.DoAsync(books.Ana, s => new MassPaymentAnnulment(s).RunChunkAsync(payment.Id, 2, "x")));
        }

        (await books.AnnulAsync(payment, chunk: 3)).State.Should().Be(MassPaymentState.Entered);
        await BooksCheck.AssertAsync(books);
    }

    private static async Task FailsAsync(PaymentBooks books, string place, Func<Task> work)
    {
        var before = await books.ContentAsync();
        await books.Database.WriteAsync(tx => tx.ExecuteAsync($"create trigger fault after {place} begin select raise(abort, 'fault'); end"));
        var failure = (await work.Should().ThrowAsync<Exception>(place)).Which;
        failure.GetBaseException().Should().BeOfType<SqliteException>(place).Which.Message.Should().Contain("fault", place);
        await books.Database.WriteAsync(tx => tx.ExecuteAsync("drop trigger fault"));
        (await books.ContentAsync()).Should().Equal(before, place);
    }

    private static async Task<MassPayment> PaymentAsync(PaymentBooks books)
    {
        var ids = new List<long>();
        for (var i = 1; i <= 4; i++)
        {
            var supplier = await books.SupplierAsync($"P{i}");
            ids.AddRange((await books.InvoiceAsync(supplier, 100, 20)).Installments);
            ids.Add((await books.CreditAsync(supplier, 30)).Only);
        }

        return await books.AuthorizedAsync([.. ids]);
    }
}
