using Ledger.Domain.MassPayments;
using Ledger.Domain.PurchaseDocuments;
using Ledger.Foundation.Paging;

namespace Ledger.Domain.Tests.MassPayments;

public sealed class MassPaymentEntryTests
{
    [Fact]
    [Trait("row", "P1")]
    public async Task EnterAsync_AutomaticNumbers_TakesTheProposedNumberAndHoldsTheDocuments()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var supplier = await books.SupplierAsync("P1");
        var invoice = await books.InvoiceAsync(supplier, 100_000, 50_000);
        var credit = await books.CreditAsync(supplier, 30_000);
        (await books.DoAsync(books.Ana, s => new MassPaymentEntry(s).ProposeNumberAsync())).Should().Be(1);

        var first = await books.EnterAsync(invoice.Installments[0], credit.Only);
        var second = await books.EnterAsync(invoice.Installments[1]);

        (first.Number, second.Number).Should().Be((1, 2));
        first.Should().BeEquivalentTo(new
        {
            State = MassPaymentState.Entered,
            EntryDate = PaymentBooks.Today,
            EstimatedPaymentDate = PaymentBooks.Today.AddDays(5),
            Currency = "CLP",
            ExchangeRate = 950m,
            TotalLocal = 70_000m,
            TotalUnits = 73.68m,
            ItemCount = 2,
            EnteredByUserId = 11L,
            EnteredByName = "ana",
            AuthorizedOn = (DateOnly?)null,
            AuthorizedByName = (string?)null,
        });
        (await books.InstallmentAsync(invoice.Installments[0])).MassPaymentId.Should().Be(first.Id);
        (await books.DocumentAsync(credit.Id)).MassPaymentId.Should().Be(first.Id);
        (await books.ItemsAsync(first.Id)).Select(i => i.Amount).Should().BeEquivalentTo([100_000m, -30_000m]);
    }

    [Fact]
    [Trait("row", "P1")]
    public async Task EnterAsync_TypedNumbers_NeedsOneThatIsUnused()
    {
        await using var books = await PaymentBooks.CreateAsync();
        await books.ParametersAsync(p => p with { AutomaticMassPaymentNumbers = false });
        var supplier = await books.SupplierAsync("P1");
        var invoice = await books.InvoiceAsync(supplier, 10, 20, 30);
        var draft = PaymentBooks.Draft(invoice.Installments[0]);

        var entered = await books.DoAsync(books.Ana, s => new MassPaymentEntry(s).EnterAsync(draft with { Number = 77 }));

        entered.Number.Should().Be(77);
        (await books.DoAsync(books.Ana, s => new MassPaymentEntry(s).ProposeNumberAsync())).Should().BeNull();
        var next = PaymentBooks.Draft(invoice.Installments[1]);
        await books.RefusedAsync(books.Ana, s => new MassPaymentEntry(s).EnterAsync(next), MassPaymentCodes.NumberMissing);
        await books.RefusedAsync(books.Ana, s => new MassPaymentEntry(s).EnterAsync(next with { Number = 0 }), MassPaymentCodes.NumberInvalid);
        var taken = await books.RefusedAsync(books.Ana, s => new MassPaymentEntry(s).EnterAsync(next with { Number = 77 }), MassPaymentCodes.NumberTaken);
        taken.Field.Should().Be("number");
    }

    [Fact]
    [Trait("row", "P1")]
    public async Task EnterAsync_AutomaticNumbersAfterTypedOnes_StepsOverThem()
    {
        await using var books = await PaymentBooks.CreateAsync();
        await books.ParametersAsync(p => p with { AutomaticMassPaymentNumbers = false });
        var invoice = await books.InvoiceAsync(await books.SupplierAsync("P1"), 10, 20, 30);
        await books.DoAsync(books.Ana, s => new MassPaymentEntry(s).EnterAsync(PaymentBooks.Draft(invoice.Installments[0]) with { Number = 1 }));
        await books.ParametersAsync(p => p with { AutomaticMassPaymentNumbers = true });

        await books.RefusedAsync(
            books.Ana, s => new MassPaymentEntry(s).EnterAsync(PaymentBooks.Draft(invoice.Installments[1]) with { Number = 5 }), MassPaymentCodes.NumberAutomatic);
        (await books.DoAsync(books.Ana, s => new MassPaymentEntry(s).ProposeNumberAsync())).Should().Be(2);
        (await books.EnterAsync(invoice.Installments[1])).Number.Should().Be(2);
    }

    [Fact]
    [Trait("row", "P1")]
    public async Task EnterAsync_WrongFields_AreRefusedByName()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var invoice = await books.InvoiceAsync(await books.SupplierAsync("P1"), 10);
        var good = PaymentBooks.Draft(invoice.Only);
        var wrong = new (MassPaymentDraft Draft, string Code, string Field)[]
        {
            (good with { EstimatedPaymentDate = PaymentBooks.Today.AddDays(-1) }, MassPaymentCodes.EstimatedBeforeEntry, "estimatedPaymentDate"),
            (good with { Currency = "EUR" }, MassPaymentCodes.CurrencyNotUsable, "currency"),
            (good with { ExchangeRate = 0 }, MassPaymentCodes.RateNotPositive, "exchangeRate"),
            (good with { Remarks = new string('x', 2001) }, MassPaymentCodes.RemarksTooLong, "remarks"),
            (good with { Documents = new PayableSelection() }, MassPaymentCodes.NoDocuments, "documents"),
            (good with { Documents = new PayableSelection { Filter = new PayableFilter { SupplierFrom = "Z" } } }, MassPaymentCodes.NoDocuments, "documents"),
            (good with { Documents = new PayableSelection { InstallmentIds = [12345] } }, MassPaymentCodes.DocumentUnknown, "documents"),
        };

        foreach (var (draft, code, field) in wrong)
        {
            (await books.RefusedAsync(books.Ana, s => new MassPaymentEntry(s).EnterAsync(draft), code)).Field.Should().Be(field);
        }

        (await books.EnterAsync(invoice.Only)).Number.Should().Be(1, "a refused entry takes no number");
    }

    [Fact]
    [Trait("row", "P4")]
    [Trait("row", "P6")]
    public async Task EnterAsync_ParameterOff_IsBornAuthorizedByWhoEnteredOnTheEntryDate()
    {
        await using var books = await PaymentBooks.CreateAsync();
        await books.ParametersAsync(p => p with { AuthorizesMassPayments = false });
        var invoice = await books.InvoiceAsync(await books.SupplierAsync("P1"), 10);

        var payment = await books.DoAsync(books.Ana, s => new MassPaymentEntry(s).EnterAsync(PaymentBooks.Draft(invoice.Only) with { EntryDate = PaymentBooks.Today.AddDays(-3) }));

        payment.Should().BeEquivalentTo(new
        {
            State = MassPaymentState.Authorized,
            AuthorizedByName = "ana",
            AuthorizedByUserId = 11L,
            AuthorizedOn = PaymentBooks.Today.AddDays(-3),
        });
    }

    [Fact]
    [Trait("row", "P2")]
    public async Task EnterAsync_DocumentsThatCannotBeChosen_AreRefusedWithTheReason()
    {
        await using var books = await PaymentBooks.CreateAsync();
        await books.ParametersAsync(p => p with { RequiresPaymentAuthorization = true });
        var good = await books.SupplierAsync("P1");
        var barred = await books.SupplierAsync("P2", s => s.EnabledForMassPayments = false);
        void Authorized(PurchaseDocument d) => d.PaymentAuthorization = PaymentAuthorization.Authorized;
        var held = await books.DocumentAsync(good, DocumentKind.Invoice, [10], Authorized);
        var holder = await books.EnterAsync(held.Only);
        var cases = new (Paper Paper, string Code)[]
        {
            (held, MassPaymentCodes.DocumentTaken),
            (await books.DocumentAsync(good, DocumentKind.Invoice, [10]), MassPaymentCodes.DocumentNotAuthorized),
            (await books.DocumentAsync(barred, DocumentKind.Invoice, [10], Authorized), MassPaymentCodes.SupplierNotEnabled),
            (await books.DocumentAsync(good, DocumentKind.Invoice, [10], d => { Authorized(d); d.State = DocumentState.Annulled; }), MassPaymentCodes.DocumentAnnulled),
            (await books.DocumentAsync(good, DocumentKind.Invoice, [10], d => { Authorized(d); d.State = DocumentState.Cancelled; }), MassPaymentCodes.DocumentNothingOpen),
            (await books.DocumentAsync(good, DocumentKind.Invoice, [10], d => { Authorized(d); d.HasDifferences = true; }), MassPaymentCodes.DocumentWithDifferences),
        };

        foreach (var (paper, code) in cases)
        {
            var refusal = await books.RefusedAsync(books.Ana, s => new MassPaymentEntry(s).EnterAsync(PaymentBooks.Draft(paper.Only)), code);
            refusal.Arguments[0].Should().Be(paper.Name);
            refusal.Field.Should().Be("documents");
        }

        var taken = await books.RefusedAsync(books.Beto, s => new MassPaymentEntry(s).EnterAsync(PaymentBooks.Draft(held.Only)), MassPaymentCodes.DocumentTaken);
        taken.Arguments.Should().Equal(held.Name, "P1", holder.Number);
    }

    [Fact]
    [Trait("row", "P2")]
    public async Task EnterAsync_WithDifferencesAllowed_TakesThem()
    {
        await using var books = await PaymentBooks.CreateAsync();
        await books.ParametersAsync(p => p with { AllowsPayingDocumentsWithDifferences = true });
        var paper = await books.DocumentAsync(await books.SupplierAsync("P1"), DocumentKind.Invoice, [10], d => d.HasDifferences = true);

        (await books.EnterAsync(paper.Only)).ItemCount.Should().Be(1);
    }

    [Fact]
    [Trait("row", "P3")]
    public async Task EnterAsync_SelectAllLessSome_TakesTheWholeFilterInOneStatement()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var supplier = await books.SupplierAsync("P1");
        var other = await books.SupplierAsync("P2");
        var invoice = await books.InvoiceAsync(supplier, 10, 20, 30, 40);
        await books.InvoiceAsync(other, 5);

        var payment = await books.DoAsync(books.Ana, s => new MassPaymentEntry(s).EnterAsync(PaymentBooks.Draft(new PayableSelection
        {
            Filter = new PayableFilter { SupplierTo = "P1" },
            ExceptInstallmentIds = [invoice.Installments[3]],
        })));

        payment.Should().BeEquivalentTo(new { ItemCount = 3, TotalLocal = 60m });
    }

    [Fact]
    [Trait("row", "P2")]
    public async Task EnterAsync_OnlySuppliersToPay_LeavesOutThoseWhoseCreditsReachTheirInvoices()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var good = await books.SupplierAsync("P1");
        var covered = await books.SupplierAsync("P2");
        await books.InvoiceAsync(good, 100);
        await books.InvoiceAsync(covered, 100);
        var credit = await books.CreditAsync(covered, 100);

        var payment = await books.DoAsync(books.Ana, s => new MassPaymentEntry(s).EnterAsync(
            PaymentBooks.Draft(new PayableSelection { Filter = new PayableFilter(), OnlySuppliersToPay = true })));

        payment.Should().BeEquivalentTo(new { ItemCount = 1, TotalLocal = 100m });
        (await books.DocumentAsync(credit.Id)).MassPaymentId.Should().BeNull();
    }

    [Fact]
    [Trait("row", "P5")]
    public async Task ModifyAsync_AllFieldsAndDocuments_AreChanged()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var invoice = await books.InvoiceAsync(await books.SupplierAsync("P1"), 9_500, 19_000, 28_500);
        var payment = await books.EnterAsync(invoice.Installments[0], invoice.Installments[1]);

        var changed = await books.DoAsync(books.Beto, s => new MassPaymentEntry(s).ModifyAsync(
            payment.Id,
            new MassPaymentChange
            {
                EntryDate = PaymentBooks.Today.AddDays(1),
                EstimatedPaymentDate = PaymentBooks.Today.AddDays(9),
                Currency = "USD",
                ExchangeRate = 475,
                Remarks = "urgente",
                Add = new PayableSelection { InstallmentIds = [invoice.Installments[2]] },
                RemoveInstallmentIds = [invoice.Installments[0]],
            },
            payment.Revision));

        changed.Should().BeEquivalentTo(new
        {
            payment.Number,
            State = MassPaymentState.Entered,
            EntryDate = PaymentBooks.Today.AddDays(1),
            EstimatedPaymentDate = PaymentBooks.Today.AddDays(9),
            Currency = "USD",
            ExchangeRate = 475m,
            Remarks = "urgente",
            ItemCount = 2,
            TotalLocal = 47_500m,
            TotalUnits = 100m,
            ChangedByName = "beto",
            Revision = payment.Revision + 1,
        });
        (await books.InstallmentAsync(invoice.Installments[0])).MassPaymentId.Should().BeNull("it is free again");
        (await books.EnterAsync(invoice.Installments[0])).ItemCount.Should().Be(1);
    }

    [Fact]
    [Trait("row", "P5")]
    public async Task ModifyAsync_ByTwoPeopleAtOnce_TheSecondIsToldWhoAndWhen()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var invoice = await books.InvoiceAsync(await books.SupplierAsync("P1"), 10);
        var seen = await books.EnterAsync(invoice.Only);
        await books.DoAsync(books.Beto, s => new MassPaymentEntry(s).ModifyAsync(seen.Id, new MassPaymentChange { Remarks = "beto" }, seen.Revision));

        var refusal = await books.RefusedAsync(
            books.Ana, s => new MassPaymentEntry(s).ModifyAsync(seen.Id, new MassPaymentChange { Remarks = "ana" }, seen.Revision), MassPaymentCodes.ChangedMeanwhile);

        refusal.IsConflict.Should().BeTrue();
        refusal.Arguments[1].Should().Be("beto");
        refusal.Arguments[2].Should().Be(books.Database.Clock.GetUtcNow());
    }

    [Fact]
    [Trait("row", "P5")]
    public async Task ModifyAsync_Refusals_ChangeNothing()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var invoice = await books.InvoiceAsync(await books.SupplierAsync("P1"), 10, 20);
        var payment = await books.EnterAsync(invoice.Installments[0]);
        var other = await books.EnterAsync(invoice.Installments[1]);
        Task Modify(LedgerSession s, MassPaymentChange change) => new MassPaymentEntry(s).ModifyAsync(payment.Id, change, null);

        await books.RefusedAsync(books.Ana, s => Modify(s, new MassPaymentChange { RemoveInstallmentIds = [invoice.Installments[0]] }), MassPaymentCodes.NoDocuments);
        await books.RefusedAsync(books.Ana, s => Modify(s, new MassPaymentChange { RemoveInstallmentIds = [invoice.Installments[1]] }), MassPaymentCodes.DocumentNotInPayment);
        await books.RefusedAsync(books.Ana, s => Modify(s, new MassPaymentChange { Add = new PayableSelection { InstallmentIds = [invoice.Installments[1]] } }), MassPaymentCodes.DocumentTaken);
        await books.RefusedAsync(books.Ana, s => Modify(s, new MassPaymentChange { EstimatedPaymentDate = PaymentBooks.Today.AddDays(-1) }), MassPaymentCodes.EstimatedBeforeEntry);
        await books.RefusedAsync(books.Ana, s => new MassPaymentEntry(s).ModifyAsync(99, new MassPaymentChange(), null), MassPaymentCodes.NotFound);
        other.ItemCount.Should().Be(1);
    }

    [Fact]
    [Trait("row", "P5")]
    [Trait("row", "P6")]
    public async Task ModifyAsync_Authorized_OnlyFromTheAuthorizationScreenAndMustBeAuthorizedAgain()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var invoice = await books.InvoiceAsync(await books.SupplierAsync("P1"), 10);
        var payment = await books.AuthorizedAsync(invoice.Only);

        await books.RefusedAsync(books.Ana, s => new MassPaymentEntry(s).ModifyAsync(payment.Id, new MassPaymentChange { Remarks = "x" }, null), MassPaymentCodes.ModifyState);
        var changed = await books.DoAsync(books.Beto, s => new MassPaymentEntry(s).ModifyAsync(payment.Id, new MassPaymentChange { Remarks = "x", FromAuthorization = true }, null));

        changed.Should().BeEquivalentTo(new { State = MassPaymentState.Entered, AuthorizedByName = (string?)null, AuthorizedOn = (DateOnly?)null });
    }

    [Fact]
    [Trait("row", "P5")]
    [Trait("row", "P14")]
    public async Task PageAsync_EveryFilter_IsAppliedByTheDatabase()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var invoice = await books.InvoiceAsync(await books.SupplierAsync("P1"), 10, 20, 30);
        var first = await books.AuthorizedAsync(invoice.Installments[0]);
        var second = await books.DoAsync(books.Ana, s => new MassPaymentEntry(s).EnterAsync(
            PaymentBooks.Draft(invoice.Installments[1]) with { EntryDate = PaymentBooks.Today.AddDays(2), EstimatedPaymentDate = PaymentBooks.Today.AddDays(20) }));
        Task<List<long>> Numbers(MassPaymentFilter filter, PageRequest? page = null) => books.ReadAsync(
            async db => (await new MassPaymentQueries(db).PageAsync(filter, page ?? new PageRequest())).Items.Select(m => m.Number).ToList());

        (await Numbers(new MassPaymentFilter())).Should().Equal(1, 2);
        (await Numbers(new MassPaymentFilter(), new PageRequest(OrderBy: "totalLocal", Descending: true))).Should().Equal(2, 1);
        (await Numbers(new MassPaymentFilter(), new PageRequest(1, 1))).Should().Equal(2);
        (await Numbers(new MassPaymentFilter { States = [MassPaymentState.Authorized] })).Should().Equal(1);
        (await Numbers(new MassPaymentFilter { DateFrom = PaymentBooks.Today.AddDays(1) })).Should().Equal(2);
        (await Numbers(new MassPaymentFilter { DateKind = MassPaymentDateKind.EstimatedPayment, DateTo = PaymentBooks.Today.AddDays(10) })).Should().Equal(1);
        (await Numbers(new MassPaymentFilter { DateKind = MassPaymentDateKind.Payment, DateTo = PaymentBooks.Today.AddDays(10) })).Should().BeEmpty();
        (await Numbers(new MassPaymentFilter { NumberFrom = 2, NumberTo = 9 })).Should().Equal(2);
        foreach (var field in new[] { "number", "entryDate", "estimatedPaymentDate", "state", "enteredBy", "currency", "exchangeRate", "totalUnits", "authorizedOn", "paidOn" })
        {
            (await Numbers(new MassPaymentFilter(), new PageRequest(OrderBy: field))).Should().HaveCount(2);
        }

        await FluentActions.Awaiting(() => Numbers(new MassPaymentFilter(), new PageRequest(OrderBy: "remarks"))).Should().ThrowAsync<DomainException>();
        await FluentActions.Awaiting(() => Numbers(new MassPaymentFilter { NumberFrom = 2, NumberTo = 1 })).Should().ThrowAsync<DomainException>();
        var items = await books.ReadAsync(db => new MassPaymentQueries(db).ItemsAsync(first.Id, new PageRequest()));
        items.Items.Single().Should().BeEquivalentTo(new { SupplierCode = "P1", Document = invoice.Name, LocalAmount = 10m, BranchCode = 1, PaymentOrderNumber = (long?)null });
        second.Number.Should().Be(2);
    }
}
