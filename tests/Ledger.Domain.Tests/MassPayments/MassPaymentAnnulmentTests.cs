using Ledger.Domain.Accounting;
using Ledger.Domain.MassPayments;
using Ledger.Domain.Parameters;
using Ledger.Domain.PurchaseDocuments;
using Ledger.Domain.SupplierAccounts;
using Ledger.Domain.Treasury;

namespace Ledger.Domain.Tests.MassPayments;

public sealed class MassPaymentAnnulmentTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("row", "P11")]
    public async Task RunChunkAsync_Paid_EverythingIsUndoneAndItCanBePaidAgain(bool authorizes)
    {
        await using var books = await PaymentBooks.CreateAsync();
        var (payment, papers) = await PaidAsync(books);
        await books.ParametersAsync(p => p with { AuthorizesMassPayments = authorizes });

        var annulled = await books.AnnulAsync(payment, chunk: 1);

        annulled.Should().BeEquivalentTo(new
        {
            State = authorizes ? MassPaymentState.Entered : MassPaymentState.Authorized,
            PaidOn = (DateOnly?)null,
            PaidByName = (string?)null,
            AuthorizedByName = authorizes ? null : "beto",
            AnnulmentBegunAt = (DateTimeOffset?)null,
        });
        (await books.DocumentAsync(papers[0].Id)).Should().BeEquivalentTo(new { State = DocumentState.Pending, OpenAmount = 150m, MassPaymentId = payment.Id });
        (await books.DocumentAsync(papers[1].Id)).Should().BeEquivalentTo(new { State = DocumentState.OnAccount, OpenAmount = 30m });
        (await books.AllAsync<Installment>()).Should().OnlyContain(i => i.State == InstallmentState.NotCancelled && i.Pending == i.Amount && i.MassPaymentId == payment.Id);
        (await books.AllAsync<PaymentOrder>()).Should().OnlyContain(o => o.State == PaymentOrderState.Annulled && o.ReversalEntryId != null && o.AnnulledBy == "ana");
        (await books.AllAsync<Check>()).Should().HaveCount(2).And.OnlyContain(c => c.State == CheckState.Annulled);
        (await books.AllAsync<TreasuryMovement>()).Should().HaveCount(4);
        (await books.AllAsync<JournalEntry>()).Should().HaveCount(4);
        (await books.AllAsync<AllocationHistory>()).Count(h => h.Action == AllocationAction.Deallocated).Should().Be((await books.AllAsync<Allocation>()).Count);
        await BooksCheck.AssertAsync(books);

        if (authorizes)
        {
            await books.AuthorizeAsync(payment);
        }

        (await books.PayAsync(payment)).State.Should().Be(MassPaymentState.Paid);
        await BooksCheck.AssertAsync(books);
        (await books.AllAsync<PaymentOrder>()).Count(o => o.State == PaymentOrderState.Issued).Should().Be(2);
    }

    [Fact]
    [Trait("row", "P11")]
    public async Task RunChunkAsync_ForeignPaymentOfMixedCurrencies_BalancesGoBack()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var supplier = await books.SupplierAsync("P1");
        var dollars = await books.DocumentAsync(supplier, DocumentKind.Invoice, [10m, 3.33m], currency: "USD", rate: 900m);
        var credit = await books.DocumentAsync(supplier, DocumentKind.CreditNote, [2m], currency: "USD", rate: 910m);
        var pesos = await books.InvoiceAsync(supplier, 1_001);
        var before = await books.AllAsync<SupplierBalance>();
        var payment = await books.AuthorizedAsync([.. dollars.Installments, credit.Only, pesos.Only]);

        await books.PayAsync(payment);
        await BooksCheck.AssertAsync(books);
        await books.AnnulAsync(payment);

        await BooksCheck.AssertAsync(books);
        (await books.AllAsync<SupplierBalance>()).Should().BeEquivalentTo(before);
    }

    [Fact]
    [Trait("row", "P11")]
    public async Task AnnulAsync_PartlyPaid_UndoesWhatWasPaid()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var papers = new[] { await books.InvoiceAsync(await books.SupplierAsync("P1"), 10), await books.InvoiceAsync(await books.SupplierAsync("P2"), 20) };
        var payment = await books.AuthorizedAsync([.. papers.Select(p => p.Only)]);
        await books.PrepareAsync(payment);
        await books.PayChunkAsync(payment, 1);

        (await books.AnnulAsync(payment)).State.Should().Be(MassPaymentState.Entered);

        (await books.AllAsync<PurchaseDocument>()).Should().OnlyContain(d => d.State == DocumentState.Pending);
        (await books.AllAsync<MassPaymentSupplier>()).Should().BeEmpty();
        await BooksCheck.AssertAsync(books);
    }

    [Fact]
    [Trait("row", "P11")]
    public async Task BeginAsync_UnderWay_NothingElseIsPossible()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var (payment, _) = await PaidAsync(books);
        await books.RefusedAsync(books.Ana, s => new MassPaymentAnnulment(s).RunChunkAsync(payment.Id, 1, "x"), MassPaymentCodes.AnnulmentNotBegun);
        await books.DoAsync(books.Ana, s => new MassPaymentAnnulment(s).BeginAsync(payment.Id, null));
        (await books.DoAsync(books.Ana, s => new MassPaymentAnnulment(s).RunChunkAsync(payment.Id, 1, "x"))).Should()
            .Be(new MassPaymentProgress(1, 2, MassPaymentState.PartlyPaid, false));

        await books.RefusedAsync(books.Ana, s => new MassPaymentGeneration(s).PrepareAsync(payment.Id, new GenerationFunds(), null), MassPaymentCodes.AnnulmentUnderWay);
        await books.RefusedAsync(books.Ana, s => new MassPaymentGeneration(s).RunChunkAsync(payment.Id, 1), MassPaymentCodes.AnnulmentUnderWay);
        await books.RefusedAsync(books.Ana, s => new MassPaymentDeletion(s).DeleteAsync(payment.Id, null), MassPaymentCodes.AnnulmentUnderWay);
        (await books.DoAsync(books.Ana, s => new MassPaymentAnnulment(s).BeginAsync(payment.Id, null))).Done.Should().Be(1, "it goes on where it was");
        (await books.DoAsync(books.Ana, s => new MassPaymentAnnulment(s).RunChunkAsync(payment.Id, 1, "x"))).IsFinished.Should().BeTrue();
    }

    [Fact]
    [Trait("row", "P11")]
    public async Task BeginAsync_NotPaidOrStale_IsRefused()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var payment = await books.AuthorizedAsync((await books.InvoiceAsync(await books.SupplierAsync("P1"), 10)).Only);

        await books.RefusedAsync(books.Ana, s => new MassPaymentAnnulment(s).BeginAsync(payment.Id, null), MassPaymentCodes.AnnulState);
        var paid = await books.PayAsync(payment);
        await books.RefusedAsync(books.Ana, s => new MassPaymentAnnulment(s).BeginAsync(payment.Id, payment.Revision), MassPaymentCodes.ChangedMeanwhile);
        await books.ParametersAsync(p => p with { PaymentOrdersClosedThrough = PaymentBooks.Today });
        await books.RefusedAsync(books.Ana, s => new MassPaymentAnnulment(s).BeginAsync(payment.Id, paid.Revision), "closing.payment-orders");
    }

    [Fact]
    [Trait("row", "P11")]
    public async Task BeginAsync_SomethingChangedSince_SaysWhichDocumentAndHow()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var (payment, papers) = await PaidAsync(books);
        Task Begin(LedgerSession s) => new MassPaymentAnnulment(s).BeginAsync(payment.Id, null);
        var supplier = (await books.DocumentAsync(papers[0].Id)).SupplierId;
        var order = (await books.AllAsync<PaymentOrder>()).Single(o => o.SupplierId == supplier);

        await books.DoAsync(books.Ana, s => new Allocations(s).DeallocateSourceAsync(AllocationSource.PaymentOrder, order.Id, "otra", acceptWarnings: true));
        var undone = await books.RefusedAsync(books.Ana, Begin, MassPaymentCodes.AnnulDeallocated);
        undone.Arguments.Should().Equal(papers[0].Name, "P1");

        await books.DoAsync(books.Ana, s => new PaymentOrders(s).AnnulAsync(order.Id, PaymentBooks.Today, "otra"));
        var annulled = await books.RefusedAsync(books.Ana, Begin, MassPaymentCodes.AnnulOrderAnnulled);
        annulled.Arguments.Should().Equal(order.Number, "P1");
    }

    [Fact]
    [Trait("row", "P11")]
    public async Task BeginAsync_DocumentEditedOrAnnulledSince_IsRefused()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var (payment, papers) = await PaidAsync(books);
        Task Begin(LedgerSession s) => new MassPaymentAnnulment(s).BeginAsync(payment.Id, null);

        await books.Database.WriteAsync(tx => tx.ExecuteAsync("update purchase_documents set revision = revision + 1 where id = $1", papers[2].Id));
        (await books.RefusedAsync(books.Ana, Begin, MassPaymentCodes.AnnulDocumentChanged)).Arguments.Should().Equal(papers[2].Name, "P2");
        await books.Database.WriteAsync(tx => tx.ExecuteAsync("update purchase_documents set state = 'Annulled' where id = $1", papers[2].Id));
        await books.RefusedAsync(books.Ana, Begin, MassPaymentCodes.AnnulDocumentAnnulled);
    }

    [Fact]
    [Trait("row", "P11")]
    public async Task GiveUpAsync_AnOrderWasAnnulledMeanwhile_TheRestStaysPaidAndCanBePaidOn()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var (payment, _) = await PaidAsync(books);
        await books.RefusedAsync(books.Ana, s => new MassPaymentAnnulment(s).GiveUpAsync(payment.Id), MassPaymentCodes.AnnulmentNotBegun);
        await books.DoAsync(books.Ana, s => new MassPaymentAnnulment(s).BeginAsync(payment.Id, null));
        await books.DoAsync(books.Ana, s => new MassPaymentAnnulment(s).RunChunkAsync(payment.Id, 1, "x"));
        var order = (await books.AllAsync<PaymentOrder>()).Single(o => o.State == PaymentOrderState.Issued);
        await books.DoAsync(books.Ana, s => new Allocations(s).DeallocateSourceAsync(AllocationSource.PaymentOrder, order.Id, "x", acceptWarnings: true));
        await books.DoAsync(books.Ana, s => new PaymentOrders(s).AnnulAsync(order.Id, PaymentBooks.Today, "x"));
        await books.RefusedAsync(books.Ana, s => new MassPaymentAnnulment(s).RunChunkAsync(payment.Id, 1, "x"), MassPaymentCodes.AnnulOrderAnnulled);

        (await books.DoAsync(books.Ana, s => new MassPaymentAnnulment(s).GiveUpAsync(payment.Id))).State.Should().Be(MassPaymentState.PartlyPaid);
        await books.RefusedAsync(books.Ana, s => new MassPaymentGeneration(s).RunChunkAsync(payment.Id, 1), MassPaymentCodes.FundsMissing);
        (await books.PayAsync(payment)).State.Should().Be(MassPaymentState.Paid);
        await BooksCheck.AssertAsync(books);
    }

    [Fact]
    [Trait("row", "P11")]
    public async Task BeginAsync_OtherInstalmentInAnotherMassPayment_IsNoChange()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var invoice = await books.InvoiceAsync(await books.SupplierAsync("P1"), 10, 20);
        var first = await books.PayAsync(await books.AuthorizedAsync(invoice.Installments[0]));
        var second = await books.PayAsync(await books.AuthorizedAsync(invoice.Installments[1]));

        (await books.AnnulAsync(first)).State.Should().Be(MassPaymentState.Entered);
        await BooksCheck.AssertAsync(books);
        (await books.DocumentAsync(invoice.Id)).Should().BeEquivalentTo(new { State = DocumentState.PartlyCancelled, OpenAmount = 10m, MassPaymentId = first.Id });
        (await books.AnnulAsync(second)).State.Should().Be(MassPaymentState.Entered);
        await BooksCheck.AssertAsync(books);
    }

    [Fact]
    [Trait("row", "P12")]
    [Trait("row", "P13")]
    public async Task AnnulOrder_OneOfAPaidMassPayment_StaysPaidAndTheDocumentsMayBePaidOtherwise()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var (payment, papers) = await PaidAsync(books);
        var orders = await books.AllAsync<PaymentOrder>();
        var supplier = (await books.DocumentAsync(papers[2].Id)).SupplierId;
        var order = orders.Single(o => o.SupplierId == supplier);

        await books.RefusedAsync(books.Ana, s => new PaymentOrders(s).AnnulAsync(order.Id, PaymentBooks.Today, "error"), "payment-order.allocated");
        await books.RefusedAsync(books.Ana, s => new Allocations(s).DeallocateSourceAsync(AllocationSource.PaymentOrder, order.Id, "error"), "allocation.order-of-mass-payment");
        await books.DoAsync(books.Ana, s => new Allocations(s).DeallocateSourceAsync(AllocationSource.PaymentOrder, order.Id, "error", acceptWarnings: true));
        await books.DoAsync(books.Ana, s => new PaymentOrders(s).AnnulAsync(order.Id, PaymentBooks.Today, "error"));

        (await books.FindAsync(payment.Id)).State.Should().Be(MassPaymentState.Paid);
        var rows = (await books.ReadAsync(db => new MassPaymentQueries(db).AllItemsAsync(payment.Id))).ToLookup(r => r.IsOrderAnnulled);
        rows[true].Should().ContainSingle().Which.Should().BeEquivalentTo(new { Document = papers[2].Name, PaymentOrderNumber = order.Number });
        rows[false].Should().HaveCount(3);

        var replacement = await books.DoAsync(books.Ana, s => new PaymentOrders(s).IssueOnAccountAsync(new NewPaymentOrder(supplier, PaymentBooks.Today, "CLP", 70)));
        await books.DoAsync(books.Ana, s => new Allocations(s).AllocateAsync(AllocationSource.PaymentOrder, replacement.Id, papers[2].Only));
        (await books.DocumentAsync(papers[2].Id)).State.Should().Be(DocumentState.Cancelled);
        await BooksCheck.AssertAsync(books);
    }

    [Fact]
    [Trait("row", "P13")]
    public async Task DeleteAsync_NotPaid_FreesTheDocuments()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var invoice = await books.InvoiceAsync(await books.SupplierAsync("P1"), 10, 20);
        var entered = await books.EnterAsync(invoice.Installments[0]);
        var authorized = await books.AuthorizedAsync(invoice.Installments[1]);

        await books.RefusedAsync(books.Ana, s => new MassPaymentDeletion(s).DeleteAsync(entered.Id, entered.Revision + 1), MassPaymentCodes.ChangedMeanwhile);
        await books.DoAsync(books.Ana, s => new MassPaymentDeletion(s).DeleteAsync(entered.Id, entered.Revision));
        await books.DoAsync(books.Ana, s => new MassPaymentDeletion(s).DeleteAsync(authorized.Id, null));

        (await books.AllAsync<MassPayment>()).Should().BeEmpty();
        (await books.AllAsync<Installment>()).Should().OnlyContain(i => i.MassPaymentId == null);
        (await books.DocumentAsync(invoice.Id)).MassPaymentId.Should().BeNull();
        (await books.EnterAsync([.. invoice.Installments])).ItemCount.Should().Be(2);
    }

    [Fact]
    [Trait("row", "P13")]
    public async Task DeleteAsync_Paid_OnlyWhenEveryOrderWasAnnulledOneByOne()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var (payment, _) = await PaidAsync(books);
        foreach (var order in (await books.AllAsync<PaymentOrder>()).OrderBy(o => o.Number))
        {
            var refusal = await books.RefusedAsync(books.Ana, s => new MassPaymentDeletion(s).DeleteAsync(payment.Id, null), MassPaymentCodes.DeleteAnnulFirst);
            refusal.Arguments.Should().Equal(payment.Number, order.Number);
            await books.DoAsync(books.Ana, s => new Allocations(s).DeallocateSourceAsync(AllocationSource.PaymentOrder, order.Id, "x", acceptWarnings: true));
            await books.DoAsync(books.Ana, s => new PaymentOrders(s).AnnulAsync(order.Id, PaymentBooks.Today, "x"));
        }

        await books.DoAsync(books.Ana, s => new MassPaymentDeletion(s).DeleteAsync(payment.Id, null));

        (await books.AllAsync<MassPayment>()).Should().BeEmpty();
        await BooksCheck.AssertAsync(books);
    }

    [Fact]
    [Trait("row", "P13")]
    public async Task DeleteAsync_AfterTheGenerationWasAnnulled_IsAllowed()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var (payment, _) = await PaidAsync(books);
        await books.AnnulAsync(payment);

        await books.DoAsync(books.Ana, s => new MassPaymentDeletion(s).DeleteAsync(payment.Id, null));

        (await books.AllAsync<MassPaymentItem>()).Should().BeEmpty();
        await BooksCheck.AssertAsync(books);
    }

    // P1: an invoice of 150 in two instalments and a credit note of 30; P2: an invoice of 70; paid by check.
    private static async Task<(MassPayment Payment, Paper[] Papers)> PaidAsync(PaymentBooks books)
    {
        var (first, second) = (await books.SupplierAsync("P1"), await books.SupplierAsync("P2"));
        Paper[] papers = [await books.InvoiceAsync(first, 100, 50), await books.CreditAsync(first, 30), await books.InvoiceAsync(second, 70)];
        var payment = await books.AuthorizedAsync([.. papers.SelectMany(p => p.Installments)]);
        return (await books.PayAsync(payment, new GenerationFunds { General = new FundsData { PaymentAccountId = books.Bank.Id, ByCheck = true } }), papers);
    }
}
