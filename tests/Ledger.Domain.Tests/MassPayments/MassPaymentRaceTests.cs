using Ledger.Domain.MassPayments;
using Ledger.Domain.SupplierAccounts;
using Ledger.Foundation;

namespace Ledger.Domain.Tests.MassPayments;

public abstract class MassPaymentRaceContract(DatabaseKind kind)
{
    [Fact]
    [Trait("row", "P2")]
    public async Task EnterAsync_ManyAtOnceForOneDocument_OneGetsItAndTheOthersAreToldWho()
    {
        await using var books = await PaymentBooks.CreateAsync(kind);
        var supplier = await books.SupplierAsync("P1");
        var wanted = await books.InvoiceAsync(supplier, 100);
        var own = new List<Paper>();
        for (var i = 0; i < 8; i++)
        {
            own.Add(await books.InvoiceAsync(supplier, 10));
        }

        var results = await Task.WhenAll(own.Select(async paper =>
        {
            try
            {
                return (Payment: await books.EnterAsync(paper.Only, wanted.Only), Refusal: (DomainException?)null);
            }
            catch (DomainException refusal)
            {
                return (Payment: null!, Refusal: refusal);
            }
        }));

        var winner = results.Single(r => r.Refusal is null).Payment;
        results.Where(r => r.Refusal is not null).Should().HaveCount(7)
            .And.OnlyContain(r => r.Refusal!.Code == MassPaymentCodes.DocumentTaken && r.Refusal.IsConflict && r.Refusal.Arguments[0]!.Equals(wanted.Name) && r.Refusal.Arguments[2]!.Equals(winner.Number));
        (await books.AllAsync<MassPaymentItem>()).Should().HaveCount(2);
        (await books.InstallmentAsync(wanted.Only)).MassPaymentId.Should().Be(winner.Id);
        (await books.AllAsync<MassPayment>()).Should().HaveCount(1);
    }

    [Fact]
    [Trait("row", "P1")]
    public async Task EnterAsync_ManyAtOnceWithOneTypedNumber_OneGetsIt()
    {
        await using var books = await PaymentBooks.CreateAsync(kind);
        await books.ParametersAsync(p => p with { AutomaticMassPaymentNumbers = false });
        var invoice = await books.InvoiceAsync(await books.SupplierAsync("P1"), 1, 2, 3, 4, 5, 6);

        var codes = await Task.WhenAll(invoice.Installments.Select(async id =>
        {
            try
            {
                await books.DoAsync(books.Ana, s => new MassPaymentEntry(s).EnterAsync(PaymentBooks.Draft(id) with { Number = 7 }));
                return null;
            }
            catch (DomainException refusal)
            {
                return refusal.Code;
            }
        }));

        codes.Count(c => c is null).Should().Be(1);
        codes.Where(c => c is not null).Should().OnlyContain(c => c == MassPaymentCodes.NumberTaken);
    }

    [Fact]
    [Trait("row", "P9")]
    public async Task RunChunkAsync_SeveralGenerationsAtOnce_EverySupplierIsPaidOnce()
    {
        await using var books = await PaymentBooks.CreateAsync(kind);
        var payment = await PaymentAsync(books, 12);
        await books.PrepareAsync(payment, new GenerationFunds { General = new FundsData { PaymentAccountId = books.Bank.Id, ByCheck = true } });

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            while (!(await books.PayChunkAsync(payment, 1)).IsFinished)
            {
            }
        }));

        (await books.AllAsync<PaymentOrder>()).Select(o => o.SupplierId).Should().HaveCount(12).And.OnlyHaveUniqueItems();
        (await books.AllAsync<PaymentOrder>()).Select(o => o.Number).Order().Should().Equal(Enumerable.Range(1, 12).Select(i => (long)i), "numbers have no gaps");
        (await books.FindAsync(payment.Id)).State.Should().Be(MassPaymentState.Paid);
        await BooksCheck.AssertAsync(books);
    }

    [Fact]
    [Trait("row", "P11")]
    public async Task BeginAsync_WhileAGenerationRuns_OneOfThemIsRefusedAndNothingIsHalfDone()
    {
        await using var books = await PaymentBooks.CreateAsync(kind);
        var payment = await PaymentAsync(books, 8);
        await books.PrepareAsync(payment);
        await books.PayChunkAsync(payment, 2);

        var pay = Task.Run(async () =>
        {
            try
            {
                while (!(await books.PayChunkAsync(payment, 1)).IsFinished)
                {
                }
            }
            catch (DomainException refusal)
            {
                refusal.Code.Should().BeOneOf(MassPaymentCodes.AnnulmentUnderWay, MassPaymentCodes.PayState, MassPaymentCodes.FundsMissing);
            }
        });
        var annulled = await books.AnnulAsync(payment, chunk: 1);
        await pay;

        annulled.State.Should().Be(MassPaymentState.Entered);
        (await books.FindAsync(payment.Id)).State.Should().Be(MassPaymentState.Entered);
        (await books.AllAsync<PaymentOrder>()).Should().OnlyContain(o => o.State == PaymentOrderState.Annulled);
        await BooksCheck.AssertAsync(books);
    }

    [Fact]
    [Trait("row", "P11")]
    public async Task WholeCycle_TwiceOnThisDatabase_BooksAgree()
    {
        await using var books = await PaymentBooks.CreateAsync(kind);
        var payment = await PaymentAsync(books, 3);
        await books.PayAsync(payment);
        await BooksCheck.AssertAsync(books);
        await books.AnnulAsync(payment, chunk: 2);
        await BooksCheck.AssertAsync(books);
        await books.AuthorizeAsync(payment);
        await books.PayAsync(payment);
        await BooksCheck.AssertAsync(books);
        var order = (await books.AllAsync<PaymentOrder>()).First(o => o.State == PaymentOrderState.Issued);
        await books.DoAsync(books.Ana, s => new Allocations(s).DeallocateSourceAsync(AllocationSource.PaymentOrder, order.Id, "x", acceptWarnings: true));
        await books.DoAsync(books.Ana, s => new PaymentOrders(s).AnnulAsync(order.Id, PaymentBooks.Today, "x"));
        await BooksCheck.AssertAsync(books);
        await books.RefusedAsync(books.Ana, s => new MassPaymentDeletion(s).DeleteAsync(payment.Id, null), MassPaymentCodes.DeleteAnnulFirst);
    }

    private static async Task<MassPayment> PaymentAsync(PaymentBooks books, int suppliers)
    {
        var papers = new List<Paper>();
        for (var i = 1; i <= suppliers; i++)
        {
            var supplier = await books.SupplierAsync($"P{i:00}");
            papers.Add(await books.InvoiceAsync(supplier, 100 * i, 50));
            papers.Add(await books.CreditAsync(supplier, 30));
        }

        return await books.AuthorizedAsync([.. papers.SelectMany(p => p.Installments)]);
    }
}

public sealed class SqliteMassPaymentRaceTests() : MassPaymentRaceContract(DatabaseKind.Sqlite);

public sealed class PostgreSqlMassPaymentRaceTests() : MassPaymentRaceContract(DatabaseKind.PostgreSql);
