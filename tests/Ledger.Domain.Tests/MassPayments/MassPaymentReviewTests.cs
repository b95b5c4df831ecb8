using System.Diagnostics;
using Ledger.Domain.MassPayments;
using Ledger.Domain.PurchaseDocuments;
using Ledger.Domain.SupplierAccounts;
using Ledger.Foundation;
using Xunit.Abstractions;

namespace Ledger.Domain.Tests.MassPayments;

/// <summary>What people see before they decide: funds with all that is wrong at its place, what an annulment undoes, what stands out.</summary>
public sealed class MassPaymentReviewTests(ITestOutputHelper output)
{
    [Theory] // P7: every refusal at its cell, not only the first
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Review_SeveralFaults_TellsEachAtItsPlaceAndWritesNothing(DatabaseKind kind)
    {
        await using var books = await PaymentBooks.CreateAsync(kind);
        var (payment, suppliers) = await AuthorizedAsync(books, 4);
        await books.ParametersAsync(p => p with { PaymentOrdersClosedThrough = PaymentBooks.Today });
        var before = await books.ContentAsync();
        var check = new FundsData { PaymentAccountId = books.Bank.Id, ByCheck = true, CheckNumber = 1005 };
        var funds = new GenerationFunds
        {
            BySupplier = true,
            Suppliers =
            [
                new(suppliers[0], check), new(suppliers[1], check),
                new(suppliers[2], new FundsData { PaymentAccountId = books.Till.Id, DebitAccountId = books.Bank.Id }),
                new(suppliers[3], check with { CheckNumber = 99, CheckDueDate = PaymentBooks.Today.AddDays(-1) }),
            ],
        };

        var review = await ReviewAsync(books, payment, funds);

        review.Problems.Select(p => (p.SupplierId, p.Field, p.Code)).Should().BeEquivalentTo(new (long?, string?, string)[]
        {
            (null, "date", "closing.payment-orders"),
            (suppliers[0], "checkNumber", MassPaymentCodes.CheckNumberRepeated), (suppliers[1], "checkNumber", MassPaymentCodes.CheckNumberRepeated),
            (suppliers[2], "debitAccountId", MassPaymentCodes.DebitAccountKind), (suppliers[2], "paymentAccountId", MassPaymentCodes.PaymentAccountKind),
            (suppliers[3], "checkNumber", MassPaymentCodes.CheckNumberRange), (suppliers[3], "checkDueDate", MassPaymentCodes.CheckDueBefore),
        });
        review.Suppliers.Should().HaveCount(4);
        (await books.ContentAsync()).Should().BeEquivalentTo(before, "a review writes nothing");
    }

    [Fact] // P7: the numbers to be expected, and what the checkbook has left
    public async Task Review_ByCheckWithOneNumberGiven_TellsTheNumbersThatGenerationTakes()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var (payment, suppliers) = await AuthorizedAsync(books, 3);
        var funds = new GenerationFunds
        {
            BySupplier = true,
            Suppliers = [.. suppliers.Select((id, i) => new SupplierFunds(id, new FundsData
            {
                PaymentAccountId = books.Bank.Id,
                ByCheck = true,
                CheckNumber = i == 1 ? 1001 : null,
            }))],
        };

        var review = await ReviewAsync(books, payment, funds);
        await books.PayAsync(payment, funds);

        review.Problems.Should().BeEmpty();
        review.Checkbooks.Should().ContainSingle().Which.Should().Be(new CheckbookUse(books.Checkbook.Id, "Serie A", 200, 3, 1002));
        var made = (await books.AllAsync<Domain.Treasury.Check>()).ToDictionary(c => c.SupplierId, c => c.Number);
        review.Suppliers.ToDictionary(s => s.SupplierId, s => s.CheckNumber!.Value).Should().Equal(made);
    }

    [Fact] // P7: too few checks stands at those who get none
    public async Task Review_TooFewChecks_TellsWhoGetsNone()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var (payment, _) = await AuthorizedAsync(books, 3);
        await books.Database.WriteAsync(tx => tx.ExecuteAsync("update checkbooks set next_number = 1199 where id = $1", books.Checkbook.Id));

        var review = await ReviewAsync(books, payment, new GenerationFunds { General = new FundsData { PaymentAccountId = books.Bank.Id, ByCheck = true } });

        review.Problems.Should().ContainSingle().Which.Code.Should().Be(MassPaymentCodes.CheckbookTooFew);
        review.Suppliers.Count(s => s.CheckNumber is not null).Should().Be(2);
    }

    [Fact] // P7: a grid of hundreds is looked over whole after each change
    public async Task Review_ThreeHundredSuppliersByCheck_TellsEveryNumberAndTheOneThatIsRepeated()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var (payment, suppliers) = await AuthorizedAsync(books, 300);
        await books.Database.WriteAsync(tx => tx.ExecuteAsync("update checkbooks set last_number = 1500 where id = $1", books.Checkbook.Id));
        var funds = new GenerationFunds
        {
            BySupplier = true,
            Suppliers = [.. suppliers.Select((id, i) => new SupplierFunds(id, new FundsData { PaymentAccountId = books.Bank.Id, ByCheck = true, CheckNumber = i is 0 or 299 ? 1100 : null }))],
        };

        var clock = Stopwatch.StartNew();
        var review = await ReviewAsync(books, payment, funds);
        output.WriteLine($"300 suppliers reviewed in {clock.ElapsedMilliseconds} ms");

        review.Problems.Select(p => p.SupplierId).Should().BeEquivalentTo(new long?[] { suppliers[0], suppliers[299] });
        review.Suppliers.Select(s => s.CheckNumber).Distinct().Should().HaveCount(299).And.NotContainNulls();
    }

    [Fact] // P9: the funds kept for the rest are known, and gone when the generation was annulled
    public async Task Prepared_AfterAnInterruption_AreThoseNotYetPaid()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var (payment, _) = await AuthorizedAsync(books, 3);
        await books.PrepareAsync(payment);
        (await PreparedAsync(books, payment)).Should().BeEmpty("nothing was paid, so it is prepared anew");

        await books.PayChunkAsync(payment, 1);
        (await PreparedAsync(books, payment)).Should().HaveCount(2);

        await books.AnnulAsync(payment);
        (await PreparedAsync(books, payment)).Should().BeEmpty();
    }

    [Theory] // P11: what it will undo, counted; what forbids it, by name
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Preview_OfAPaidOne_CountsWhatIsUndoneAndNamesWhatForbidsIt(DatabaseKind kind)
    {
        await using var books = await PaymentBooks.CreateAsync(kind);
        var (payment, _) = await AuthorizedAsync(books, 3);
        (await PreviewAsync(books, payment)).Obstacles.Should().ContainSingle(o => o.Code == MassPaymentCodes.AnnulState);
        await books.PayAsync(payment, new GenerationFunds { General = new FundsData { PaymentAccountId = books.Bank.Id, ByCheck = true } });

        var preview = await PreviewAsync(books, payment);

        preview.Should().BeEquivalentTo(new { Orders = 3, Local = 600m, Documents = 3, Checks = 3, Movements = 3, Obstacles = Array.Empty<FundsProblem>() });
        preview.Entries.Should().BePositive();

        var orders = await books.AllAsync<PaymentOrder>();
        foreach (var order in orders.Take(2))
        {
            await books.DoAsync(books.Ana, session => new Allocations(session).DeallocateSourceAsync(AllocationSource.PaymentOrder, order.Id, "x", acceptWarnings: true));
        }

        await books.DoAsync(books.Ana, session => new PaymentOrders(session).AnnulAsync(orders[0].Id, PaymentBooks.Today, "x"));
        var forbidden = (await PreviewAsync(books, payment)).Obstacles;
        forbidden.Select(o => o.Code).Should().BeEquivalentTo(MassPaymentCodes.AnnulOrderAnnulled, MassPaymentCodes.AnnulDeallocated);
        forbidden.Should().Contain(o => o.Arguments.Contains(orders[0].Number));
    }

    [Theory] // P6: what an approver must know
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Outlook_OfAnEnteredOne_TellsWhatStandsOut(DatabaseKind kind)
    {
        await using var books = await PaymentBooks.CreateAsync(kind);
        var known = await books.SupplierAsync("P-1", s => (s.BankCode, s.BankAccountNumber) = ("037", "1"));
        var unknown = await books.SupplierAsync("P-2");
        var late = await books.DocumentAsync(known, DocumentKind.Invoice, [500m], issued: PaymentBooks.Today.AddDays(-60));
        var open = await books.InvoiceAsync(unknown, 100m);
        var credit = await books.CreditAsync(unknown, 150m);
        var payment = await books.EnterAsync([.. late.Installments, .. open.Installments, .. credit.Installments]);
        await books.ParametersAsync(p => p with { PaymentOrdersClosedThrough = payment.EstimatedPaymentDate });
        await books.Database.WriteAsync(tx => tx.ExecuteAsync("update purchase_documents set has_differences = true where id = $1", late.Id));

        var outlook = await books.ReadAsync(db => new MassPaymentOutlooks(db).ReadAsync(payment, books.Database.Clock.GetUtcNow()));

        outlook.Suppliers.Select(s => (s.Code, s.Documents, s.Local, s.HasBankAccount, s.IsPayable)).Should().Equal(
            ("P-1", 1, 500m, true, true), ("P-2", 2, -50m, false, false));
        outlook.Should().BeEquivalentTo(new
        {
            Overdue = 1,
            OverdueLocal = 500m,
            OldestDue = (DateOnly?)PaymentBooks.Today.AddDays(-30),
            WithDifferences = 1,
            Changed = 0,
            PaymentDay = payment.EstimatedPaymentDate,
            ClosedThrough = (DateOnly?)payment.EstimatedPaymentDate,
        });
    }

    private static async Task<(MassPayment Payment, long[] Suppliers)> AuthorizedAsync(PaymentBooks books, int count)
    {
        var installments = new List<long>();
        var suppliers = new List<long>();
        for (var i = 1; i <= count; i++)
        {
            var supplier = await books.SupplierAsync($"P-{i}");
            suppliers.Add(supplier.Id);
            installments.AddRange((await books.InvoiceAsync(supplier, i * 100m)).Installments);
        }

        return (await books.AuthorizedAsync([.. installments]), [.. suppliers]);
    }

    private static Task<FundsReview> ReviewAsync(PaymentBooks books, MassPayment payment, GenerationFunds funds) =>
        books.DoAsync(books.Ana, session => new MassPaymentGeneration(session).ReviewAsync(payment.Id, funds));

    private static Task<IReadOnlyList<MassPaymentSupplier>> PreparedAsync(PaymentBooks books, MassPayment payment) =>
        books.DoAsync(books.Ana, session => new MassPaymentGeneration(session).PreparedAsync(payment.Id));

    private static Task<AnnulmentPreview> PreviewAsync(PaymentBooks books, MassPayment payment) =>
        books.DoAsync(books.Ana, session => new MassPaymentAnnulment(session).PreviewAsync(payment.Id));
}
