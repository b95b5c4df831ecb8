using Ledger.Domain.MassPayments;
using Ledger.Domain.SupplierAccounts;
using Ledger.Foundation;

namespace Ledger.Domain.Tests.MassPayments;

/// <summary>Thousands of operations by several people in no order; afterwards the books must agree.</summary>
public sealed class MassPaymentRandomTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private const int Suppliers = 12;
    private const int RoundsMax = 8;

    // Every kind of operation must have succeeded at least once, or the test would say little.
    private static readonly string[] Everything = ["enter", "authorize", "prepare", "pay", "annul-chunk", "delete", "annul-order"];
    private static readonly string[] Essentials = ["enter", "authorize", "prepare", "pay"];

    [Theory]
    [InlineData(DatabaseKind.Sqlite, 3000)]
    [InlineData(DatabaseKind.PostgreSql, 400)]
    [Trait("row", "P9")]
    public async Task RandomOperations_ByFivePeople_EveryDocumentIsPaidAtMostOnce(DatabaseKind kind, int operations)
    {
        await using var books = await PaymentBooks.CreateAsync(kind);
        var installments = await DocumentsAsync(books);
        var counts = new Dictionary<string, int>();
        var wanted = operations >= 3_000 ? Everything : Essentials;
        // Which operations succeed depends on how the five interleave, which a slow machine does differently: rare ones may need another round.
        for (var round = 0; round == 0 || (round < RoundsMax && wanted.Except(counts.Keys).Any()); round++)
        {
            await RoundAsync(books, installments, operations, round, counts);
            await BooksCheck.AssertAsync(books);
        }

        output.WriteLine(string.Join(", ", counts.OrderBy(c => c.Key).Select(c => $"{c.Key} {c.Value}")));
        counts.Keys.Should().Contain(wanted, "so many operations come to everything");
        (await books.AllAsync<MassPaymentItem>()).Where(i => i.HeldInstallmentId != null).Select(i => i.InstallmentId).Should().OnlyHaveUniqueItems();
        await AuditVerified(books);
    }

    private static Task RoundAsync(PaymentBooks books, List<long> installments, int operations, int round, Dictionary<string, int> counts) =>
        Task.WhenAll(Enumerable.Range(0, 5).Select(person => Task.Run(async () =>
        {
            var random = new Random(1_000 + person + (100 * round));
            var actor = new Actor(PaymentBooks.CompanyId, 100 + person, $"p{person}");
            for (var i = 0; i < operations / 5; i++)
            {
                var name = await OperateAsync(books, actor, random, installments);
                lock (counts)
                {
                    counts[name] = counts.GetValueOrDefault(name) + 1;
                }
            }
        })));

    private static async Task AuditVerified(PaymentBooks books) =>
        (await Ledger.Foundation.Auditing.AuditVerifier.VerifyAsync(books.Database)).Should().OnlyContain(v => v.Break == null);

    private static async Task<List<long>> DocumentsAsync(PaymentBooks books)
    {
        var installments = new List<long>();
        for (var i = 0; i < Suppliers; i++)
        {
            var supplier = await books.SupplierAsync($"P{i:00}");
            for (var n = 1; n <= 4; n++)
            {
                installments.AddRange((await books.InvoiceAsync(supplier, 100 * n, 33)).Installments);
            }

            installments.Add((await books.DocumentAsync(supplier, Ledger.Domain.PurchaseDocuments.DocumentKind.Invoice, [7.77m], currency: "USD", rate: 901.5m)).Only);
            installments.Add((await books.CreditAsync(supplier, 70)).Only);
            installments.Add((await books.DebitAsync(supplier, 11)).Only);
        }

        return installments;
    }

    private static async Task<string> OperateAsync(PaymentBooks books, Actor actor, Random random, List<long> installments)
    {
        var payments = await books.ReadAsync(async db => (await new MassPaymentQueries(db).PageAsync(new MassPaymentFilter(), new(Size: 500))).Items);
        var payment = payments.Count == 0 ? null : payments[random.Next(payments.Count)];
        long[] some = [.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => installments[random.Next(installments.Count)])];
        try
        {
            return payment is null || random.Next(4) == 0
                ? await EnterAsync(books, actor, random, some)
                : await WithAsync(books, actor, random, payment, some);
        }
        catch (DomainException refusal)
        {
            return refusal.Code;
        }
    }

    private static async Task<string> EnterAsync(PaymentBooks books, Actor actor, Random random, long[] some)
    {
        await books.DoAsync(actor, s => new MassPaymentEntry(s).EnterAsync(
            PaymentBooks.Draft(some) with { Currency = random.Next(3) == 0 ? "USD" : "CLP" }));
        return "enter";
    }

    private static async Task<string> WithAsync(PaymentBooks books, Actor actor, Random random, MassPayment payment, long[] some)
    {
        switch (random.Next(12))
        {
            case 0:
                await books.DoAsync(actor, s => new MassPaymentEntry(s).ModifyAsync(
                    payment.Id, new MassPaymentChange { ExchangeRate = 900 + random.Next(100), Add = new PayableSelection { InstallmentIds = some } }, payment.Revision));
                return "modify";
            case 1 or 2 or 3:
                await books.DoAsync(actor, s => new MassPaymentAuthorization(s).AuthorizeAsync(payment.Id, null));
                return "authorize";
            case 4:
                await books.DoAsync(actor, s => new MassPaymentAuthorization(s).WithdrawAsync(payment.Id, payment.Revision));
                return "withdraw";
            case 5 or 6:
                var general = random.Next(2) == 0 ? new FundsData() : new FundsData { PaymentAccountId = books.DeferredBank.Id };
                await books.DoAsync(actor, s => new MassPaymentGeneration(s).PrepareAsync(payment.Id, new GenerationFunds { General = general }, null));
                return "prepare";
            case 7 or 8:
                await books.DoAsync(actor, s => new MassPaymentGeneration(s).RunChunkAsync(payment.Id, random.Next(1, 4)));
                return "pay";
            case 9:
                await books.DoAsync(actor, s => new MassPaymentAnnulment(s).BeginAsync(payment.Id, null));
                if (random.Next(3) == 0)
                {
                    return "annul";
                }

                // Right away, as a process does; chunks that come later meet what others did in between.
                await books.DoAsync(actor, s => new MassPaymentAnnulment(s).RunChunkAsync(payment.Id, random.Next(1, 4), "azar"));
                return "annul-chunk";
            case 10:
                if (random.Next(3) == 0)
                {
                    await books.DoAsync(actor, s => new MassPaymentDeletion(s).DeleteAsync(payment.Id, null));
                    return "delete";
                }

                await books.DoAsync(actor, s => new MassPaymentAnnulment(s).RunChunkAsync(payment.Id, random.Next(1, 4), "azar"));
                return "annul-chunk";
            default:
                return await AnnulOrderAsync(books, actor, random);
        }
    }

    private static async Task<string> AnnulOrderAsync(PaymentBooks books, Actor actor, Random random)
    {
        var orders = (await books.AllAsync<PaymentOrder>()).Where(o => o.State == PaymentOrderState.Issued).ToList();
        if (orders.Count == 0 || random.Next(3) > 0)
        {
            return "none";
        }

        var order = orders[random.Next(orders.Count)];
        await books.DoAsync(actor, s => new Allocations(s).DeallocateSourceAsync(AllocationSource.PaymentOrder, order.Id, "azar", acceptWarnings: true));
        await books.DoAsync(actor, s => new PaymentOrders(s).AnnulAsync(order.Id, PaymentBooks.Today, "azar"));
        return "annul-order";
    }
}
