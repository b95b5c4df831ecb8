using Ledger.Domain.Accounting;
using Ledger.Domain.Parameters;
using Ledger.Domain.PurchaseDocuments;
using Ledger.Domain.SupplierAccounts;
using Ledger.Domain.Suppliers;
using Ledger.Domain.Treasury;
using Ledger.Foundation;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Tests.SupplierAccounts;

/// <summary>Payments on account, allocations and their undoing (C1, C3, C4, C5, P12), on both databases.</summary>
public abstract class AllocationsContract(DatabaseKind kind)
{
    [Fact]
    public async Task Issue_OnAccount_RecordsTreasuryEntryAndBalance() // P12
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        var (supplier, bank) = (await books.SupplierAsync(), await books.BankAsync());

        var order = await PayAsync(books, supplier, bank, 500);

        order.Should().BeEquivalentTo(new { Number = 1L, OnAccount = 500m, LocalAmount = 500m, State = PaymentOrderState.Issued });
        (await BalanceAsync(books)).Should().Be(-500m);
        (await books.ReadAsync(db => db.Set<TreasuryMovementLine>().SingleAsync())).Should().BeEquivalentTo(new { Amount = 500m, Side = EntrySide.Credit });
        (await books.ReadAsync(db => db.Set<JournalEntry>().SingleAsync())).Should().BeEquivalentTo(new { TotalDebit = 500m, SourceId = order.Id });
        (await books.AuditAsync()).Should().Contain("payment-order.issued"); // W14
    }

    [Fact]
    public async Task Allocate_ThenAnnul_IsRefusedUntilDeallocated() // P12, C4, C5
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        var (supplier, bank) = (await books.SupplierAsync(), await books.BankAsync());
        var invoice = await InvoiceAsync(books, supplier, 1190);
        var order = await PayAsync(books, supplier, bank, 1000);

        var allocation = (await books.WriteAsync(session => new Allocations(session).AllocateToDocumentAsync(AllocationSource.PaymentOrder, order.Id, invoice.Id)))[0];
        (await DocumentAsync(books, invoice.Id)).Should().BeEquivalentTo(new { State = DocumentState.PartlyCancelled, OpenAmount = 190m });
        await Annul(books, order.Id).ShouldRefuseAsync("payment-order.allocated");
        await books.WriteAsync(session => new Allocations(session).DeallocateAsync(allocation.Id, "Error"));
        await Annul(books, order.Id)();

        (await DocumentAsync(books, invoice.Id)).Should().BeEquivalentTo(new { State = DocumentState.Pending, OpenAmount = 1190m });
        (await books.ReadAsync(db => db.Set<PaymentOrder>().SingleAsync())).Should().BeEquivalentTo(new { State = PaymentOrderState.Annulled, OnAccount = 0m, AnnulledBy = "ana" });
        (await BalanceAsync(books)).Should().Be(1190m);
        (await books.ReadAsync(db => db.Set<AccountBalance>().ToListAsync())).Should().OnlyContain(b => b.Debit == b.Credit, "the entry was reversed");
        (await books.ReadAsync(db => db.Set<TreasuryMovement>().OrderBy(m => m.Number).Select(m => m.State).ToListAsync()))
            .Should().Equal(MovementState.Reversed, MovementState.Recorded);
        (await books.ReadAsync(db => db.Set<AllocationHistory>().OrderBy(h => h.Id).Select(h => h.Action).ToListAsync()))
            .Should().Equal(AllocationAction.Allocated, AllocationAction.Deallocated);
        await Annul(books, order.Id).ShouldRefuseAsync("payment-order.annulled");
    }

    [Fact]
    public async Task Allocate_AgainstTheRules_IsRefused() // C3
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        var (supplier, other, bank) = (await books.SupplierAsync(), await books.SupplierAsync("10000004-0", "Otro"), await books.BankAsync());
        var invoice = await InvoiceAsync(books, supplier, 1190);
        var differing = await InvoiceAsync(books, supplier, 1190, 2, difference: 10);
        var order = await PayAsync(books, supplier, bank, 2000);
        var foreign = await PayAsync(books, other, bank, 100);

        await Allocate(books, order.Id, invoice.Id, 0).ShouldRefuseAsync("allocation.amount");
        await Allocate(books, order.Id, invoice.Id, 1191).ShouldRefuseAsync("allocation.above-pending");
        await Allocate(books, order.Id, invoice.Id, 2001, true).ShouldRefuseAsync("allocation.above-on-account");
        await Allocate(books, foreign.Id, invoice.Id, 10).ShouldRefuseAsync("allocation.other-supplier");
        await Allocate(books, order.Id, differing.Id, 10).ShouldRefuseAsync("allocation.differences");
        await books.WriteAsync(session => session.Transaction.ExecuteAsync("update purchase_documents set mass_payment_id = 1 where id = $1", invoice.Id));
        await Allocate(books, order.Id, invoice.Id, 10).ShouldRefuseAsync("purchase-document.in-mass-payment"); // P15
    }

    [Fact]
    public async Task Allocate_WithOverpayment_IsOverpaid() // C1
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        var (supplier, bank) = (await books.SupplierAsync(), await books.BankAsync());
        var invoice = await InvoiceAsync(books, supplier, 1190);
        var order = await PayAsync(books, supplier, bank, 2000);

        await Allocate(books, order.Id, invoice.Id, null, true)();

        (await DocumentAsync(books, invoice.Id)).Should().BeEquivalentTo(new { State = DocumentState.Overpaid, OpenAmount = -810m });
        (await books.ReadAsync(db => db.Set<Installment>().SingleAsync())).State.Should().Be(InstallmentState.Overpaid);
    }

    [Fact]
    public async Task Allocate_Notes_CreditLowersAndDebitRaises() // C1
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        var supplier = await books.SupplierAsync();
        var invoice = await InvoiceAsync(books, supplier, 1190);
        var credit = await InvoiceAsync(books, supplier, 190, 7, type: 61);
        var debit = await InvoiceAsync(books, supplier, 50, 8, type: 56);

        await books.WriteAsync(session => new Allocations(session).AllocateToDocumentAsync(AllocationSource.CreditNote, credit.Id, invoice.Id));
        await books.WriteAsync(session => new Allocations(session).AllocateToDocumentAsync(AllocationSource.DebitNote, debit.Id, invoice.Id));

        (await DocumentAsync(books, invoice.Id)).OpenAmount.Should().Be(1050m);
        (await DocumentAsync(books, credit.Id)).State.Should().Be(DocumentState.Cancelled);
        (await DocumentAsync(books, debit.Id)).State.Should().Be(DocumentState.Cancelled);
        (await BalanceAsync(books)).Should().Be(1050m);
    }

    [Fact]
    public async Task Deallocate_OrderOfAMassPayment_NeedsConfirmation() // C4
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        var (supplier, bank) = (await books.SupplierAsync(), await books.BankAsync());
        var invoice = await InvoiceAsync(books, supplier, 1190);
        var order = await PayAsync(books, supplier, bank, 1190);
        await Allocate(books, order.Id, invoice.Id, null)();
        await books.WriteAsync(session => session.Transaction.ExecuteAsync("update payment_orders set mass_payment_id = 1 where id = $1", order.Id));
        var allocation = await books.ReadAsync(db => db.Set<Allocation>().SingleAsync());

        Func<Task> act = () => books.WriteAsync(session => new Allocations(session).DeallocateAsync(allocation.Id, "x"));
        await act.ShouldRefuseAsync("allocation.order-of-mass-payment");
        await books.WriteAsync(session => new Allocations(session).DeallocateAsync(allocation.Id, "x", acceptWarnings: true));

        (await books.ReadAsync(db => db.Set<PaymentOrder>().SingleAsync())).OnAccount.Should().Be(1190m);
    }

    [Fact]
    public async Task Allocate_SameOrderTwiceAtOnce_NeverUsesMoreThanItHas()
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        var (supplier, bank) = (await books.SupplierAsync(), await books.BankAsync());
        var invoice = await InvoiceAsync(books, supplier, 1190);
        var order = await PayAsync(books, supplier, bank, 1000);

        var attempts = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            try
            {
                await Allocate(books, order.Id, invoice.Id, 300)();
                return true;
            }
            catch (DomainException)
            {
                return false;
            }
        }));

        attempts.Count(done => done).Should().Be(3);
        (await DocumentAsync(books, invoice.Id)).OpenAmount.Should().Be(290m);
        (await books.ReadAsync(db => db.Set<PaymentOrder>().SingleAsync())).OnAccount.Should().Be(100m);
    }

    [Fact]
    public async Task Issue_ClosedDays_AreRefused() // P8
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        var (supplier, bank) = (await books.SupplierAsync(), await books.BankAsync());
        Func<Task> pay = () => PayAsync(books, supplier, bank, 10);

        await books.WriteAsync(session => new ParameterService(session).SetAsync(new TreasuryParameters { DocumentsClosedThrough = books.Today }));
        await pay.ShouldRefuseAsync("closing.treasury");
        await books.WriteAsync(async session =>
        {
            var parameters = new ParameterService(session);
            await parameters.SetAsync(new TreasuryParameters());
            await parameters.SetAsync(await parameters.GetAsync<PurchasingParameters>() with { PaymentOrdersClosedThrough = books.Today });
        });
        await pay.ShouldRefuseAsync("closing.payment-orders");
    }

    private static Task<PaymentOrder> PayAsync(LedgerBooks books, Supplier supplier, TreasuryAccount bank, decimal amount) =>
        books.WriteAsync(session => new PaymentOrders(session).IssueOnAccountAsync(
            new NewPaymentOrder(supplier.Id, books.Today, "CLP", amount) { TreasuryAccountId = bank.Id }));

    private static Func<Task> Annul(LedgerBooks books, long orderId) => () => books.WriteAsync(session => new PaymentOrders(session).AnnulAsync(orderId, books.Today, "Anulada"));

    private static Func<Task> Allocate(LedgerBooks books, long orderId, long documentId, decimal? amount, bool overpay = false) => async () =>
    {
        var installment = await books.ReadAsync(db => db.Set<Installment>().SingleAsync(i => i.DocumentId == documentId));
        await books.WriteAsync(session => new Allocations(session).AllocateAsync(AllocationSource.PaymentOrder, orderId, installment.Id, amount, overpay));
    };

    private static async Task<PurchaseDocument> InvoiceAsync(
        LedgerBooks books, Supplier supplier, decimal total, long number = 1, int type = 33, decimal difference = 0)
    {
        var branch = await books.BranchAsync();
        return await books.WriteAsync(session => new PurchaseDocumentService(session).RegisterAsync(new NewPurchaseDocument
        {
            BranchId = branch,
            SupplierId = supplier.Id,
            SiiType = type,
            Number = number,
            IssueDate = new DateOnly(2026, 5, 1),
            Exempt = total,
            Total = total,
            DifferenceAmount = difference,
        }));
    }

    private static Task<PurchaseDocument> DocumentAsync(LedgerBooks books, long id) => books.ReadAsync(db => db.Set<PurchaseDocument>().SingleAsync(d => d.Id == id));

    private static async Task<decimal> BalanceAsync(LedgerBooks books) => (await books.ReadAsync(db => db.Set<SupplierBalance>().SingleAsync())).Balance;
}

public sealed class SqliteAllocationsTests() : AllocationsContract(DatabaseKind.Sqlite);

public sealed class PostgreSqlAllocationsTests() : AllocationsContract(DatabaseKind.PostgreSql);
