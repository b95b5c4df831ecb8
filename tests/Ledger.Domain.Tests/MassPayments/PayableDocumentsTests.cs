using Ledger.Domain.MassPayments;
using Ledger.Domain.PurchaseDocuments;
using Ledger.Foundation;
using Ledger.Foundation.Paging;

namespace Ledger.Domain.Tests.MassPayments;

public abstract class PayableDocumentsContract(DatabaseKind kind)
{
    [Fact]
    [Trait("row", "P2")]
    public async Task PageAsync_NoFilter_ShowsWhatIsOpenBySupplierAndOldestDueDate()
    {
        await using var books = await PaymentBooks.CreateAsync(kind);
        var (second, first) = (await books.SupplierAsync("b"), await books.SupplierAsync("P1"));
        var barred = await books.SupplierAsync("P0", s => s.EnabledForMassPayments = false);
        var late = await books.DocumentAsync(first, DocumentKind.Invoice, [10], issued: PaymentBooks.Today.AddDays(-5));
        var early = await books.DocumentAsync(first, DocumentKind.Invoice, [20, 30], issued: PaymentBooks.Today.AddDays(-50));
        var credit = await books.DocumentAsync(first, DocumentKind.CreditNote, [4], issued: PaymentBooks.Today.AddDays(-30));
        var other = await books.InvoiceAsync(second, 50);
        await books.InvoiceAsync(barred, 60);
        await books.DocumentAsync(first, DocumentKind.Invoice, [1], d => d.State = DocumentState.Annulled);
        await books.DocumentAsync(first, DocumentKind.Invoice, [1], d => d.HasDifferences = true);
        var held = await books.InvoiceAsync(first, 70);
        await books.EnterAsync(held.Only);

        var page = await PageAsync(books, new PayableFilter());

        page.TotalCount.Should().Be(5);
        page.Items.Select(d => d.InstallmentId).Should().Equal(
            [credit.Only, early.Installments[0], early.Installments[1], late.Only, other.Only],
            "capital letters sort before small ones on both databases");
        page.Items[0].Should().BeEquivalentTo(new
        {
            SupplierCode = "P1",
            SupplierName = "Proveedor P1",
            Kind = DocumentKind.CreditNote,
            SiiType = 61,
            BranchCode = 1,
            Currency = "CLP",
            DueDate = PaymentBooks.Today.AddDays(-30),
            Open = -4m,
            OpenLocal = -4m,
            OpenUnits = 0m,
            OriginalLocal = -4m,
            Obstacle = (PayableObstacle?)null,
            IsSelectable = true,
        });
        var totals = await new PayableDocuments(books.Database, PaymentBooks.CompanyId).TotalsAsync(new PayableFilter(), "CLP", PaymentBooks.Rate);
        totals.Should().Be(new PayableTotals(5, 106, 0.11m, "CLP", PaymentBooks.Rate));
    }

    [Fact]
    [Trait("row", "P2")]
    public async Task PageAsync_WithDifferences_AreShownOnRequestAndSelectableByTheParameter()
    {
        await using var books = await PaymentBooks.CreateAsync(kind);
        var supplier = await books.SupplierAsync("P1");
        await books.InvoiceAsync(supplier, 10);
        await books.DocumentAsync(supplier, DocumentKind.Invoice, [20], d => (d.HasDifferences, d.DifferenceAmount) = (true, 5));
        var filter = new PayableFilter { WithDifferences = true };

        (await PageAsync(books, new PayableFilter())).TotalCount.Should().Be(1);
        var shown = (await PageAsync(books, filter)).Items.Single(d => d.HasDifferences);
        shown.Should().BeEquivalentTo(new { Obstacle = PayableObstacle.WithDifferences, IsSelectable = false, DifferenceAmount = 5m });
        (await TotalsAsync(books, filter)).Local.Should().Be(10, "the foot counts what can be chosen");

        await books.ParametersAsync(p => p with { AllowsPayingDocumentsWithDifferences = true });
        (await PageAsync(books, filter)).Items.Should().OnlyContain(d => d.IsSelectable);
        (await TotalsAsync(books, filter)).Local.Should().Be(30);
    }

    [Fact]
    [Trait("row", "P2")]
    public async Task PageAsync_AuthorizationRequired_ShowsOnlyAuthorizedOnes()
    {
        await using var books = await PaymentBooks.CreateAsync(kind);
        var supplier = await books.SupplierAsync("P1");
        await books.InvoiceAsync(supplier, 10);
        var authorized = await books.DocumentAsync(supplier, DocumentKind.Invoice, [20], d => d.PaymentAuthorization = PaymentAuthorization.Authorized);
        await books.ParametersAsync(p => p with { RequiresPaymentAuthorization = true });

        (await PageAsync(books, new PayableFilter())).Items.Select(d => d.InstallmentId).Should().Equal(authorized.Only);
    }

    [Fact]
    [Trait("row", "P3")]
    public async Task PageAsync_EachFilter_KeepsWhatItSays()
    {
        await using var books = await PaymentBooks.CreateAsync(kind);
        var (one, two, three) = (await books.SupplierAsync("P1"), await books.SupplierAsync("P2"), await books.SupplierAsync("P3"));
        var day = PaymentBooks.Today;
        await books.DoAsync(books.Ana, async s =>
        {
            s.Db.Add(new Classification { Id = 71, CompanyId = PaymentBooks.CompanyId, Code = "A", Name = "A" });
            s.Db.Add(new Classification { Id = 72, CompanyId = PaymentBooks.CompanyId, Code = "B", Name = "B" });
            await s.SaveAsync();
        });
        var a = await books.DocumentAsync(one, DocumentKind.Invoice, [9_500, 19_000], d => d.ClassificationId = 71, day.AddDays(-20));
        var b = await books.DocumentAsync(two, DocumentKind.CreditNote, [4_750], d => d.ClassificationId = 72, day.AddDays(-10));
        var c = await books.DocumentAsync(three, DocumentKind.DebitNote, [950], issued: day);
        var all = new[] { a.Installments[0], a.Installments[1], b.Only, c.Only };
        async Task Shows(PayableFilter filter, params int[] rows)
        {
            (await PageAsync(books, filter)).Items.Select(d => d.InstallmentId).Should().Equal(rows.Select(i => all[i]), filter.ToString());
            (await TotalsAsync(books, filter)).Count.Should().Be(rows.Length);
        }

        await Shows(new PayableFilter { SupplierFrom = "P2" }, 2, 3);
        await Shows(new PayableFilter { SupplierTo = "P1" }, 0, 1);
        await Shows(new PayableFilter { IssuedFrom = day.AddDays(-10) }, 2, 3);
        await Shows(new PayableFilter { IssuedTo = day.AddDays(-10) }, 0, 1, 2);
        await Shows(new PayableFilter { Kinds = [DocumentKind.Invoice], DueFrom = day.AddDays(10), DueTo = day.AddDays(10) }, 0);
        await Shows(new PayableFilter { AmountMin = 4_750, AmountMax = 9_500 }, 0, 2);
        await Shows(new PayableFilter { AmountMin = 10, AmountMax = 20, AmountsInUnits = true }, 0, 1);
        await Shows(new PayableFilter { Kinds = [DocumentKind.CreditNote, DocumentKind.DebitNote] }, 2, 3);
        await Shows(new PayableFilter { Kinds = [DocumentKind.Invoice], NumberFrom = 2 });
        await Shows(new PayableFilter { Kinds = [DocumentKind.CreditNote], NumberFrom = 2, NumberTo = 2 }, 2);
        await Shows(new PayableFilter { ClassificationIds = [71, 72] }, 0, 1, 2);
        await Shows(new PayableFilter { ClassificationIds = [72] }, 2);
        await Shows(new PayableFilter { BranchFrom = 1, BranchTo = 1 }, 0, 1, 2, 3);
        await Shows(new PayableFilter { BranchFrom = 2 });
        await Shows(new PayableFilter(), 0, 1, 2, 3);
    }

    [Fact]
    [Trait("row", "P3")]
    public async Task PageAsync_ContradictoryFilters_AreRefusedByField()
    {
        await using var books = await PaymentBooks.CreateAsync(kind, headOffice: false);
        var day = PaymentBooks.Today;
        var cases = new (PayableFilter Filter, string Code, string Field)[]
        {
            (new PayableFilter { Kinds = [DocumentKind.Invoice], IssuedFrom = day, DueTo = day }, MassPaymentCodes.FilterDatesExclusive, "dueFrom"),
            (new PayableFilter { DueTo = day }, MassPaymentCodes.FilterDueNeedsInvoices, "dueFrom"),
            (new PayableFilter { NumberFrom = 1 }, MassPaymentCodes.FilterNumberNeedsOneKind, "numberFrom"),
            (new PayableFilter { BranchFrom = 1 }, MassPaymentCodes.FilterBranchesNeedHeadOffice, "branchFrom"),
            (new PayableFilter { SupplierFrom = "B", SupplierTo = "A" }, MassPaymentCodes.FilterRangeReversed, "supplierFrom"),
            (new PayableFilter { IssuedFrom = day, IssuedTo = day.AddDays(-1) }, MassPaymentCodes.FilterRangeReversed, "issuedFrom"),
            (new PayableFilter { AmountMin = 2, AmountMax = 1 }, MassPaymentCodes.FilterRangeReversed, "amountMin"),
        };

        foreach (var (filter, code, field) in cases)
        {
            (await FluentActions.Awaiting(() => PageAsync(books, filter)).Should().ThrowAsync<DomainException>()).Which
                .Should().BeEquivalentTo(new { Code = code, Field = field });
        }
    }

    [Fact]
    [Trait("row", "P3")]
    public async Task PageAsync_SortedAndPaged_ByTheDatabase()
    {
        await using var books = await PaymentBooks.CreateAsync(kind);
        var invoice = await books.InvoiceAsync(await books.SupplierAsync("P1"), 10, 30, 20);

        var page = await PageAsync(books, new PayableFilter(), new PageRequest(1, 2, "openLocal", Descending: true));

        page.TotalCount.Should().Be(3);
        page.Items.Single().InstallmentId.Should().Be(invoice.Installments[0]);
        foreach (var field in new[] { "supplier", "supplierName", "branch", "kind", "number", "dueDate", "issueDate", "currency", "open", "openUnits", "differenceAmount", "classification" })
        {
            (await PageAsync(books, new PayableFilter(), new PageRequest(OrderBy: field, Descending: true))).Items.Should().HaveCount(3);
        }

        (await FluentActions.Awaiting(() => PageAsync(books, new PayableFilter(), new PageRequest(OrderBy: "d.id; --"))).Should().ThrowAsync<DomainException>())
            .Which.Code.Should().Be(MassPaymentCodes.SortUnknown);
    }

    [Fact]
    [Trait("row", "P3")]
    public async Task PageAsync_RandomAmountsAndRates_AreRestatedAsExactArithmeticDoes()
    {
        await using var books = await PaymentBooks.CreateAsync(kind);
        var random = new Random(20261120);
        var plain = await books.SupplierAsync("P1");
        var clause = await books.SupplierAsync("P2", s => (s.ForeignCurrencyClause, s.Currency) = (true, "USD"));
        var expected = new Dictionary<long, (decimal Amount, string Currency, decimal Rate, bool Clause)>();
        for (var i = 0; i < 60; i++)
        {
            var currency = new[] { "CLP", "USD", "EUR", "CLF" }[i % 4];
            var rate = currency == "CLP" ? 1m : decimal.Round((decimal)random.NextDouble() * 40_000m + 0.000001m, 6);
            var amount = Currencies.Round((decimal)random.NextDouble() * (i % 7 == 0 ? 900_000_000m : 90_000m) + 1, currency);
            var paper = await books.DocumentAsync(i % 3 == 0 ? clause : plain, DocumentKind.Invoice, [amount], currency: currency, rate: rate);
            expected[paper.Only] = (amount, currency, rate, i % 3 == 0);
        }

        foreach (var rate in new[] { 950m, 0.5m, 913.123456m, 38_123.654321m })
        {
            var scope = new PayableScope(PaymentBooks.CompanyId, "CLP", "USD", rate, true, false, false);
            var rows = (await new PayableDocuments(books.Database, PaymentBooks.CompanyId).PageAsync(new PayableFilter(), rate, new PageRequest(Size: 100))).Items;
            rows.Should().HaveCount(60);
            foreach (var row in rows)
            {
                var paper = expected[row.InstallmentId];
                var local = RestatedAmounts.Local(paper.Amount, paper.Currency, paper.Rate, paper.Clause, scope);
                row.OpenLocal.Should().Be(local, $"{paper} at {rate}");
                row.OpenUnits.Should().Be(RestatedAmounts.Units(paper.Amount, local, paper.Currency, scope), $"{paper} at {rate}");
            }
        }
    }

    private static Task<Page<PayableDocument>> PageAsync(PaymentBooks books, PayableFilter filter, PageRequest? page = null) =>
        new PayableDocuments(books.Database, PaymentBooks.CompanyId).PageAsync(filter, PaymentBooks.Rate, page ?? new PageRequest());

    private static Task<PayableTotals> TotalsAsync(PaymentBooks books, PayableFilter filter) =>
        new PayableDocuments(books.Database, PaymentBooks.CompanyId).TotalsAsync(filter, "CLP", PaymentBooks.Rate);
}

public sealed class SqlitePayableDocumentsTests() : PayableDocumentsContract(DatabaseKind.Sqlite);

public sealed class PostgreSqlPayableDocumentsTests() : PayableDocumentsContract(DatabaseKind.PostgreSql);
