using Ledger.Domain.Accounting;
using Ledger.Domain.MassPayments;
using Ledger.Domain.Parameters;
using Ledger.Domain.PurchaseDocuments;
using Ledger.Domain.SupplierAccounts;
using Ledger.Domain.Treasury;

namespace Ledger.Domain.Tests.MassPayments;

public sealed class MassPaymentGenerationTests
{
    [Fact]
    [Trait("row", "P7")]
    [Trait("row", "P8")]
    public async Task RunChunkAsync_InvoicesAndNotesOfTwoSuppliers_PaysEachOnceWithEverythingThatBelongsToIt()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var (first, second) = (await books.SupplierAsync("P1"), await books.SupplierAsync("P2"));
        var invoice = await books.InvoiceAsync(first, 100_000, 50_000);
        var credit = await books.CreditAsync(first, 30_000);
        var debit = await books.DebitAsync(first, 5_000);
        var other = await books.InvoiceAsync(second, 70_000);
        var payment = await books.AuthorizedAsync([.. invoice.Installments, credit.Only, debit.Only, other.Only]);

        var paid = await books.PayAsync(payment);

        paid.Should().BeEquivalentTo(new { State = MassPaymentState.Paid, PaidByName = "ana", PaidByUserId = 11L, PaidOn = PaymentBooks.Today });
        var orders = await books.AllAsync<PaymentOrder>();
        orders.Should().HaveCount(2).And.OnlyContain(o => o.MassPaymentId == payment.Id && o.OnAccount == 0 && o.Currency == "CLP" && o.Date == PaymentBooks.Today);
        orders.Single(o => o.SupplierId == first.Id).Should().BeEquivalentTo(new { Amount = 125_000m, LocalAmount = 125_000m, ForeignAmount = 131.58m });
        orders.Single(o => o.SupplierId == second.Id).Amount.Should().Be(70_000);
        (await books.AllAsync<PurchaseDocument>()).Should().OnlyContain(d => d.State == DocumentState.Cancelled && d.OpenAmount == 0);
        (await books.AllAsync<Installment>()).Should().OnlyContain(i => i.State == InstallmentState.Cancelled && i.Pending == 0);
        (await books.AllAsync<Allocation>()).Where(a => a.SourceKind == AllocationSource.CreditNote && a.SourceId == credit.Id).Sum(a => a.Amount).Should().Be(30_000);
        (await books.AllAsync<AllocationHistory>()).Should().HaveCount((await books.AllAsync<Allocation>()).Count);
        (await books.AllAsync<SupplierBalance>()).Should().OnlyContain(b => b.Balance == 0);
        var movements = await books.AllAsync<TreasuryMovement>();
        movements.Should().HaveCount(2).And.OnlyContain(m => m.Class == 2);
        (await books.AllAsync<TreasuryMovementLine>()).Should().HaveCount(4)
            .And.Contain(l => l.TreasuryAccountId == books.Transfers.Id && l.Side == EntrySide.Credit && l.Amount == 125_000)
            .And.Contain(l => l.TreasuryAccountId == books.Charged.Id && l.Side == EntrySide.Debit && l.Amount == 125_000);
        orders.Should().OnlyContain(o => o.JournalEntryId != null && o.TreasuryMovementId != null);
        (await books.AllAsync<JournalEntry>()).Select(e => e.TotalDebit).Should().BeEquivalentTo([125_000m, 70_000m]);
        await BooksCheck.AssertAsync(books);
    }

    [Fact]
    [Trait("row", "P8")]
    public async Task RunChunkAsync_OneInstalmentOfTwo_InvoiceIsPartlyCancelledAndItsRestIsFree()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var invoice = await books.InvoiceAsync(await books.SupplierAsync("P1"), 100, 50);

        await books.PayAsync(await books.AuthorizedAsync(invoice.Installments[0]));

        (await books.DocumentAsync(invoice.Id)).Should().BeEquivalentTo(new { State = DocumentState.PartlyCancelled, OpenAmount = 50m, MassPaymentId = (long?)null });
        await books.PayAsync(await books.AuthorizedAsync(invoice.Installments[1]));
        (await books.DocumentAsync(invoice.Id)).State.Should().Be(DocumentState.Cancelled);
        await BooksCheck.AssertAsync(books);
    }

    [Fact]
    [Trait("row", "P2")]
    public async Task RunChunkAsync_DocumentWithDifferences_IsMarkedAsNeverHavingHadThem()
    {
        await using var books = await PaymentBooks.CreateAsync();
        await books.ParametersAsync(p => p with { AllowsPayingDocumentsWithDifferences = true });
        var paper = await books.DocumentAsync(await books.SupplierAsync("P1"), DocumentKind.Invoice, [10], d => (d.HasDifferences, d.DifferenceAmount) = (true, 3));

        var paid = await books.PayAsync(await books.AuthorizedAsync(paper.Only));

        (await books.DocumentAsync(paper.Id)).Should().BeEquivalentTo(new { HasDifferences = false, DifferenceAmount = 0m });
        (await books.ItemsAsync(paid.Id)).Single().PaidWithDifferences.Should().BeTrue();
    }

    [Fact]
    [Trait("row", "P8")]
    public async Task RunChunkAsync_ForeignPayment_RoundingOfLocalCurrencyIsPosted()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var supplier = await books.SupplierAsync("P1");
        var invoice = await books.InvoiceAsync(supplier, 1_001, 1_001);
        var dollars = await books.DocumentAsync(supplier, DocumentKind.Invoice, [10m], currency: "USD", rate: 900m);
        var payment = await books.DoAsync(books.Ana, s => new MassPaymentEntry(s).EnterAsync(
            PaymentBooks.Draft([.. invoice.Installments, dollars.Only]) with { Currency = "USD" }));

        await books.PayAsync(await books.AuthorizeAsync(payment));

        // 1,001 / 950 = 1.05 twice and 10 USD: 12.10 USD, which are 11,495 CLP for 11,002 CLP of documents in the books.
        var order = (await books.AllAsync<PaymentOrder>()).Single();
        order.Should().BeEquivalentTo(new { Currency = "USD", Amount = 12.10m, LocalAmount = 11_002m, ForeignAmount = 12.10m });
        (await books.AllAsync<TreasuryMovementLine>()).Should().OnlyContain(l => l.LocalAmount == 11_495m);
        var lines = await books.AllAsync<JournalLine>();
        lines.Select(l => l.Debit).Should().BeEquivalentTo([11_002m, 0m, 493m]);
        lines.Select(l => l.Credit).Should().BeEquivalentTo([0m, 11_495m, 0m]);
        (await books.AllAsync<SupplierBalance>()).Should().OnlyContain(b => b.Balance == 0);
        await BooksCheck.AssertAsync(books);
    }

    [Fact]
    [Trait("row", "P8")]
    public async Task RunChunkAsync_ForeignCurrencyClause_RestatesAtThePaymentsRate()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var supplier = await books.SupplierAsync("P1", s => (s.ForeignCurrencyClause, s.Currency) = (true, "USD"));
        var invoice = await books.DocumentAsync(supplier, DocumentKind.Invoice, [10.55m, 20m], currency: "USD", rate: 900m);
        var credit = await books.DocumentAsync(supplier, DocumentKind.CreditNote, [5m], currency: "USD", rate: 910m);

        var payment = await books.AuthorizedAsync([.. invoice.Installments, credit.Only]);
        payment.Should().BeEquivalentTo(new { TotalUnits = 25.55m, TotalLocal = 10_023m + 19_000m - 4_750m });
        await books.PayAsync(payment);

        (await books.AllAsync<PaymentOrder>()).Single().Should().BeEquivalentTo(new { Amount = 24_273m, ForeignAmount = 25.55m });
        await BooksCheck.AssertAsync(books);
    }

    [Fact]
    [Trait("row", "P9")]
    public async Task RunChunkAsync_Interrupted_IsPartlyPaidAndGoesOnWithTheSameFunds()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var papers = new List<Paper>();
        for (var i = 1; i <= 5; i++)
        {
            papers.Add(await books.InvoiceAsync(await books.SupplierAsync($"P{i}"), 100 * i));
        }

        var payment = await books.AuthorizedAsync([.. papers.Select(p => p.Only)]);
        (await books.PrepareAsync(payment, new GenerationFunds { General = new FundsData { PaymentAccountId = books.Bank.Id } })).Should().Be(new MassPaymentProgress(0, 5, MassPaymentState.Authorized, false));

        (await books.PayChunkAsync(payment, 2)).Should().Be(new MassPaymentProgress(2, 5, MassPaymentState.PartlyPaid, false));
        (await books.FindAsync(payment.Id)).State.Should().Be(MassPaymentState.PartlyPaid);
        (await books.PayChunkAsync(payment, 2)).Done.Should().Be(4);
        (await books.PayChunkAsync(payment, 2)).Should().Be(new MassPaymentProgress(5, 5, MassPaymentState.Paid, true));
        (await books.PayChunkAsync(payment, 2)).Should().Be(new MassPaymentProgress(5, 5, MassPaymentState.Paid, true), "a further call does nothing");

        (await books.AllAsync<PaymentOrder>()).Should().HaveCount(5);
        (await books.AllAsync<TreasuryMovementLine>()).Where(l => l.Side == EntrySide.Credit).Should().OnlyContain(l => l.TreasuryAccountId == books.Bank.Id);
        await BooksCheck.AssertAsync(books);
    }

    [Fact]
    [Trait("row", "P9")]
    public async Task PrepareAsync_PartlyPaid_ChangesTheFundsOfThoseNotYetPaid()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var one = await books.InvoiceAsync(await books.SupplierAsync("P1"), 100);
        var two = await books.InvoiceAsync(await books.SupplierAsync("P2"), 200);
        var payment = await books.AuthorizedAsync(one.Only, two.Only);
        await books.PrepareAsync(payment);
        await books.PayChunkAsync(payment, 1);

        await books.PrepareAsync(payment, new GenerationFunds { General = new FundsData { PaymentAccountId = books.Bank.Id, ByCheck = true } });
        (await books.PayChunkAsync(payment, 9)).State.Should().Be(MassPaymentState.Paid);

        (await books.AllAsync<Check>()).Single().Should().BeEquivalentTo(new { Number = 1001L, Amount = 200m, State = CheckState.Issued, MassPaymentId = payment.Id });
    }

    [Fact]
    [Trait("row", "P5")]
    [Trait("row", "P9")]
    public async Task RunChunkAsync_DocumentsPutInAfterPreparing_MustBePreparedAgain()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var (first, second, third) = (await books.SupplierAsync("P1"), await books.SupplierAsync("P2"), await books.SupplierAsync("P3"));
        var (one, two, three) = (await books.InvoiceAsync(first, 10), await books.InvoiceAsync(second, 20), await books.InvoiceAsync(third, 30));
        var payment = await books.AuthorizedAsync(one.Only, three.Only);
        await books.PrepareAsync(payment);
        await books.DoAsync(books.Ana, s => new MassPaymentAuthorization(s).WithdrawAsync(payment.Id, null));
        await books.DoAsync(books.Ana, s => new MassPaymentEntry(s).ModifyAsync(
            payment.Id, new MassPaymentChange { Add = new PayableSelection { InstallmentIds = [two.Only] } }, null));
        await books.AuthorizeAsync(payment);

        await books.RefusedAsync(books.Ana, s => new MassPaymentGeneration(s).RunChunkAsync(payment.Id, 100), MassPaymentCodes.FundsMissing);

        (await books.AllAsync<PaymentOrder>()).Should().BeEmpty("without funds for all nothing is paid");
        (await books.PayAsync(payment)).State.Should().Be(MassPaymentState.Paid);
        (await books.AllAsync<PaymentOrder>()).Select(o => o.Amount).Should().BeEquivalentTo([10m, 20m, 30m]);
        await BooksCheck.AssertAsync(books);
    }

    [Fact]
    [Trait("row", "P9")]
    [Trait("row", "P11")]
    public async Task RunChunkAsync_AfterAnAnnulmentGivenUpHalfWay_MustBePreparedAgain()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var papers = new List<Paper>();
        for (var i = 1; i <= 3; i++)
        {
            papers.Add(await books.InvoiceAsync(await books.SupplierAsync($"P{i}"), 10 * i));
        }

        var payment = await books.AuthorizedAsync([.. papers.Select(p => p.Only)]);
        await books.PrepareAsync(payment);
        await books.PayChunkAsync(payment, 2);
        await books.DoAsync(books.Ana, s => new MassPaymentAnnulment(s).BeginAsync(payment.Id, null));
        await books.DoAsync(books.Ana, s => new MassPaymentAnnulment(s).RunChunkAsync(payment.Id, 1, "prueba"));
        await books.DoAsync(books.Ana, s => new MassPaymentAnnulment(s).GiveUpAsync(payment.Id));

        await books.RefusedAsync(books.Ana, s => new MassPaymentGeneration(s).RunChunkAsync(payment.Id, 100), MassPaymentCodes.FundsMissing);

        (await books.FindAsync(payment.Id)).State.Should().Be(MassPaymentState.PartlyPaid);
        (await books.PayAsync(payment)).State.Should().Be(MassPaymentState.Paid);
        await BooksCheck.AssertAsync(books);
    }

    [Fact]
    [Trait("row", "P7")]
    public async Task PrepareAsync_States_OnlyAuthorizedOrPartlyPaidOrEnteredWithoutTheParameter()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var invoice = await books.InvoiceAsync(await books.SupplierAsync("P1"), 100, 50);
        var payment = await books.EnterAsync(invoice.Installments[0]);
        Task Prepare(LedgerSession s) => new MassPaymentGeneration(s).PrepareAsync(payment.Id, new GenerationFunds(), null);

        await books.RefusedAsync(books.Ana, Prepare, MassPaymentCodes.PayState);
        await books.RefusedAsync(books.Ana, s => new MassPaymentGeneration(s).RunChunkAsync(payment.Id, 1), MassPaymentCodes.PayState);
        await books.RefusedAsync(books.Ana, s => new MassPaymentGeneration(s).PrepareAsync(77, new GenerationFunds(), null), MassPaymentCodes.NotFound);
        await books.ParametersAsync(p => p with { AuthorizesMassPayments = false });
        (await books.PayAsync(payment)).State.Should().Be(MassPaymentState.Paid, "nobody can authorise any more");
        await books.RefusedAsync(books.Ana, Prepare, MassPaymentCodes.PayState);

        var unprepared = await books.EnterAsync(invoice.Installments[1]);
        await books.RefusedAsync(books.Ana, s => new MassPaymentGeneration(s).RunChunkAsync(unprepared.Id, 1), MassPaymentCodes.FundsMissing);
        await books.RefusedAsync(books.Ana, s => new MassPaymentGeneration(s).PrepareAsync(unprepared.Id, new GenerationFunds(), unprepared.Revision + 1), MassPaymentCodes.ChangedMeanwhile);
    }

    [Fact]
    [Trait("row", "P8")]
    public async Task PrepareAsync_ClosedDays_AreRefusedThenAndInEachChunk()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var payment = await books.AuthorizedAsync((await books.InvoiceAsync(await books.SupplierAsync("P1"), 100)).Only);
        Task Prepare(LedgerSession s) => new MassPaymentGeneration(s).PrepareAsync(payment.Id, new GenerationFunds(), null);

        await books.ParametersAsync(p => p with { PaymentOrdersClosedThrough = PaymentBooks.Today });
        await books.RefusedAsync(books.Ana, Prepare, "closing.payment-orders");
        await books.ParametersAsync(p => p with { PaymentOrdersClosedThrough = PaymentBooks.Today.AddDays(-1) });
        await books.DoAsync(books.Ana, s => new ParameterService(s).SetAsync(new TreasuryParameters { DocumentsClosedThrough = PaymentBooks.Today }));
        await books.RefusedAsync(books.Ana, Prepare, "closing.treasury");
        await books.DoAsync(books.Ana, s => new ParameterService(s).SetAsync(new TreasuryParameters()));
        await books.PrepareAsync(payment);
        await books.ParametersAsync(p => p with { PaymentOrdersClosedThrough = PaymentBooks.Today });
        await books.RefusedAsync(books.Ana, s => new MassPaymentGeneration(s).RunChunkAsync(payment.Id, 1), "closing.payment-orders");
    }

    [Fact]
    [Trait("row", "P7")]
    public async Task PrepareAsync_CreditsReachTheDebts_IsRefusedByName()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var supplier = await books.SupplierAsync("P1");
        var payment = await books.AuthorizedAsync(
            (await books.InvoiceAsync(supplier, 100)).Only, (await books.CreditAsync(supplier, 100)).Only, (await books.InvoiceAsync(await books.SupplierAsync("P2"), 5)).Only);

        var refusal = await books.RefusedAsync(books.Ana, s => new MassPaymentGeneration(s).PrepareAsync(payment.Id, new GenerationFunds(), null), MassPaymentCodes.SupplierTotalNotPositive);

        refusal.Arguments.Should().Equal("P1", 0m);
    }

    [Fact]
    [Trait("row", "P7")]
    public async Task PrepareAsync_DocumentChangedBehindIt_IsRefusedByName()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var invoice = await books.InvoiceAsync(await books.SupplierAsync("P1"), 100);
        var payment = await books.AuthorizedAsync(invoice.Only);
        await books.PrepareAsync(payment);
        await books.Database.WriteAsync(tx => tx.ExecuteAsync("update installments set pending = pending - 10000 where id = $1", invoice.Only));

        var refusal = await books.RefusedAsync(books.Ana, s => new MassPaymentGeneration(s).PrepareAsync(payment.Id, new GenerationFunds(), null), MassPaymentCodes.DocumentChanged);
        refusal.Arguments.Should().Equal(invoice.Name, "P1");
        await books.RefusedAsync(books.Ana, s => new MassPaymentGeneration(s).RunChunkAsync(payment.Id, 5), MassPaymentCodes.DocumentChanged);
    }

    [Fact]
    [Trait("row", "P8")]
    public async Task RunChunkAsync_WithoutIntegrationOrTreasury_MakesNoEntriesOrMovements()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var invoice = await books.InvoiceAsync(await books.SupplierAsync("P1"), 100, 50);
        await books.DoAsync(books.Ana, s => new ParameterService(s).SetAsync(new AccountingParameters { IntegratesPayments = false }));
        await books.PayAsync(await books.AuthorizedAsync(invoice.Installments[0]));
        (await books.AllAsync<JournalEntry>()).Should().BeEmpty();
        (await books.AllAsync<TreasuryMovement>()).Should().HaveCount(1);

        await books.ParametersAsync(p => p with { HasTreasury = false });
        var second = await books.AuthorizedAsync(invoice.Installments[1]);
        await books.RefusedAsync(
            books.Ana, s => new MassPaymentGeneration(s).PrepareAsync(second.Id, new GenerationFunds { General = new FundsData { PaymentAccountId = books.Bank.Id } }, null),
            MassPaymentCodes.FundsWithoutTreasury);
        await books.PayAsync(second);
        (await books.AllAsync<TreasuryMovement>()).Should().HaveCount(1);
        await BooksCheck.AssertAsync(books);
    }
}
