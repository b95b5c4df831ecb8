using Ledger.Domain.MassPayments;
using Ledger.Domain.SupplierAccounts;
using Ledger.Domain.Treasury;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Tests.MassPayments;

[Trait("row", "P7")]
public sealed class MassPaymentFundsTests
{
    [Fact]
    public async Task ProposeAsync_BySupplier_TakesEachSuppliersUsualMeansElseTheCompanysDefault()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var other = await books.DoAsync(books.Ana, async s =>
        {
            var account = new TreasuryAccount { Id = s.NewId(), CompanyId = PaymentBooks.CompanyId, Code = "OTR", Name = "Otra", Kind = TreasuryAccountKind.Other, Currency = "CLP", AccountId = books.Charged.AccountId };
            s.Db.Add(account);
            await s.SaveAsync();
            return account.Id;
        });
        var payment = await PaymentAsync(
            books,
            s => (s.UsualPaymentAccountId, s.UsuallyPaysByCheck, s.DebitAccountId) = (books.Bank.Id, true, other),
            s => s.UsualPaymentAccountId = books.Bank.Id,
            s => s.UsualPaymentAccountId = books.DeferredBank.Id,
            _ => { });

        var rows = await ProposeAsync(books, payment, new GenerationFunds { BySupplier = true });

        rows.Select(r => (r.SupplierCode, r.DebitAccountId, r.PaymentAccountId, r.CheckbookId, r.CheckDueDate, r.CheckDays)).Should().Equal(
            ("P1", other, books.Bank.Id, books.Checkbook.Id, PaymentBooks.Today.AddDays(5), 5),
            ("P2", books.Charged.Id, books.Bank.Id, null, null, null),
            ("P3", books.Charged.Id, books.DeferredBank.Id, books.DeferredCheckbook.Id, PaymentBooks.Today.AddDays(5), 5),
            ("P4", books.Charged.Id, books.Transfers.Id, null, null, null));
        rows.Select(r => r.Local).Should().Equal(100, 200, 300, 400);
    }

    [Fact]
    public async Task PrepareAsync_GeneralChecksFromANumber_AreGivenInTheSuppliersOrderSteppingOverUsedOnes()
    {
        await using var books = await PaymentBooks.CreateAsync();
        await UseAsync(books, 1006);
        var payment = await PaymentAsync(books, 3);

        await books.PayAsync(payment, General(new FundsData { PaymentAccountId = books.Bank.Id, ByCheck = true, CheckNumber = 1005, CheckDays = 30 }));

        var checks = (await books.AllAsync<Check>()).Where(c => c.MassPaymentId == payment.Id).OrderBy(c => c.Number).ToList();
        checks.Select(c => (c.Number, c.Amount, c.DueDate)).Should().Equal(
            (1005, 100, PaymentBooks.Today.AddDays(30)), (1007, 200, PaymentBooks.Today.AddDays(30)), (1008, 300, PaymentBooks.Today.AddDays(30)));
    }

    [Fact]
    public async Task PrepareAsync_ANumberForOneSupplier_IsKeptFreeOfTheOthers()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var payment = await PaymentAsync(books, 3);
        var suppliers = (await books.ItemsAsync(payment.Id)).OrderBy(i => i.SupplierId).Select(i => i.SupplierId).ToList();
        FundsData Check(long? number) => new() { PaymentAccountId = books.Bank.Id, ByCheck = true, CheckNumber = number };

        await books.PayAsync(payment, new GenerationFunds { BySupplier = true, Suppliers = [new(suppliers[0], Check(null)), new(suppliers[1], Check(null)), new(suppliers[2], Check(1002))] });

        (await books.AllAsync<Check>()).OrderBy(c => c.SupplierId).Select(c => c.Number).Should().Equal(1001, 1003, 1002);
    }

    [Fact]
    public async Task RunChunkAsync_NumberUsedByAnotherPaymentInTheMeantime_IsRefusedAndCanBePreparedAgain()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var payment = await PaymentAsync(books, 1);
        await books.PrepareAsync(payment, General(new FundsData { PaymentAccountId = books.Bank.Id, ByCheck = true, CheckNumber = 1005 }));
        await UseAsync(books, 1005);

        await books.RefusedAsync(books.Ana, s => new MassPaymentGeneration(s).RunChunkAsync(payment.Id, 9), "check.used");
        (await books.PayAsync(payment)).State.Should().Be(MassPaymentState.Paid);
    }

    [Fact]
    public async Task PrepareAsync_FundsThatCannotBeUsed_AreRefusedByField()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var payment = await PaymentAsync(books, 2);
        await UseAsync(books, 1004);
        await books.DoAsync(books.Ana, async s =>
        {
            s.Db.Add(new Checkbook { Id = 501, CompanyId = PaymentBooks.CompanyId, TreasuryAccountId = books.Bank.Id, Name = "Corta", FirstNumber = 9001, LastNumber = 9001, NextNumber = 9001, IsAvailable = true });
            s.Db.Add(new Checkbook { Id = 502, CompanyId = PaymentBooks.CompanyId, TreasuryAccountId = books.Bank.Id, Name = "Cerrada", FirstNumber = 9101, LastNumber = 9199, NextNumber = 9101 });
            await s.SaveAsync();
        });
        var bank = new FundsData { PaymentAccountId = books.Bank.Id, ByCheck = true };
        var deferred = new FundsData { PaymentAccountId = books.DeferredBank.Id };
        var cases = new (FundsData Data, string Code, string Field)[]
        {
            (new FundsData { PaymentAccountId = books.Till.Id }, MassPaymentCodes.PaymentAccountKind, "paymentAccountId"),
            (new FundsData { PaymentAccountId = 1 }, MassPaymentCodes.PaymentAccountUnknown, "paymentAccountId"),
            (new FundsData { DebitAccountId = books.Bank.Id }, MassPaymentCodes.DebitAccountKind, "debitAccountId"),
            (new FundsData { PaymentAccountId = books.Transfers.Id, ByCheck = true }, MassPaymentCodes.CheckNeedsBank, "byCheck"),
            (deferred with { ByCheck = false }, MassPaymentCodes.CheckRequired, "byCheck"),
            (new FundsData { PaymentAccountId = books.Bank.Id, CheckDays = 3 }, MassPaymentCodes.CheckDataWithoutCheck, "byCheck"),
            (bank with { CheckbookId = 1 }, MassPaymentCodes.CheckbookUnknown, "checkbookId"),
            (bank with { CheckbookId = books.DeferredCheckbook.Id }, MassPaymentCodes.CheckbookOtherAccount, "checkbookId"),
            (bank with { CheckbookId = 502 }, MassPaymentCodes.CheckbookUnavailable, "checkbookId"),
            (bank with { CheckbookId = 501 }, MassPaymentCodes.CheckbookTooFew, "checkbookId"),
            (bank with { CheckNumber = 2000 }, MassPaymentCodes.CheckNumberRange, "checkNumber"),
            (bank with { CheckNumber = 1004 }, MassPaymentCodes.CheckNumberUsed, "checkNumber"),
            (bank with { CheckDays = -1 }, MassPaymentCodes.CheckDueBefore, "checkDueDate"),
            (bank with { CheckDays = 3, CheckDueDate = PaymentBooks.Today.AddDays(4) }, MassPaymentCodes.CheckDaysDate, "checkDays"),
            (deferred with { CheckDueDate = PaymentBooks.Today }, MassPaymentCodes.CheckDueNotAfter, "checkDueDate"),
            (new FundsData { ClassificationId = 9 }, MassPaymentCodes.ClassificationUnknown, "classificationId"),
        };

        foreach (var (data, code, field) in cases)
        {
            (await books.RefusedAsync(books.Ana, s => new MassPaymentGeneration(s).PrepareAsync(payment.Id, General(data), null), code)).Field.Should().Be(field);
        }
    }

    [Fact]
    public async Task PrepareAsync_DaysAndDate_ComputeEachOther()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var payment = await PaymentAsync(books, 1);
        var check = new FundsData { PaymentAccountId = books.DeferredBank.Id };

        (await ProposeAsync(books, payment, General(check with { CheckDays = 45 }))).Single().CheckDueDate.Should().Be(PaymentBooks.Today.AddDays(45));
        (await ProposeAsync(books, payment, General(check with { CheckDueDate = PaymentBooks.Today.AddDays(60) }))).Single().CheckDays.Should().Be(60);
        (await ProposeAsync(books, payment, General(check) with { Date = PaymentBooks.Today.AddDays(30) })).Single().CheckDays.Should().Be(1, "a deferred check falls due after the generation");
    }

    [Fact]
    public async Task PrepareAsync_NoMeansOfPaymentOrCheckbookAnywhere_IsRefused()
    {
        await using var books = await PaymentBooks.CreateAsync();
        await books.ParametersAsync(p => p with { DefaultPaymentAccountId = null });
        var payment = await PaymentAsync(books, 1);

        await books.RefusedAsync(books.Ana, s => new MassPaymentGeneration(s).PrepareAsync(payment.Id, new GenerationFunds(), null), MassPaymentCodes.PaymentAccountMissing);
        await books.DoAsync(books.Ana, s => s.Db.Set<Checkbook>().ExecuteUpdateAsync(set => set.SetProperty(c => c.IsAvailable, false)));
        await books.RefusedAsync(
            books.Ana, s => new MassPaymentGeneration(s).PrepareAsync(payment.Id, General(new FundsData { PaymentAccountId = books.Bank.Id, ByCheck = true }), null),
            MassPaymentCodes.CheckbookMissing);
    }

    [Fact]
    public async Task PrepareAsync_EditingIsOff_OnlyTheDefinedMeansAreUsed()
    {
        await using var books = await PaymentBooks.CreateAsync();
        await books.ParametersAsync(p => p with { EditsTreasuryData = false });
        var payment = await PaymentAsync(books, s => (s.UsualPaymentAccountId, s.UsuallyPaysByCheck) = (books.Bank.Id, true));
        var supplier = (await books.ItemsAsync(payment.Id)).Single().SupplierId;

        await books.RefusedAsync(
            books.Ana, s => new MassPaymentGeneration(s).PrepareAsync(payment.Id, General(new FundsData { PaymentAccountId = books.Bank.Id }), null), MassPaymentCodes.FundsNotEditable);
        await books.RefusedAsync(
            books.Ana,
            s => new MassPaymentGeneration(s).PrepareAsync(payment.Id, new GenerationFunds { BySupplier = true, Suppliers = [new(supplier, new FundsData { CheckDays = 9 })] }, null),
            MassPaymentCodes.FundsNotEditable);
        (await books.PayAsync(payment, new GenerationFunds { BySupplier = true })).State.Should().Be(MassPaymentState.Paid);
        (await books.AllAsync<Check>()).Should().HaveCount(1);
    }

    [Fact]
    public async Task PrepareAsync_BySupplier_RefusesStrangersAndRepeatedNumbers()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var payment = await PaymentAsync(books, 2);
        var stranger = await books.SupplierAsync("X");
        var suppliers = (await books.ItemsAsync(payment.Id)).Select(i => i.SupplierId).ToList();
        var check = new FundsData { PaymentAccountId = books.Bank.Id, ByCheck = true, CheckNumber = 1010 };

        await books.RefusedAsync(
            books.Ana, s => new MassPaymentGeneration(s).PrepareAsync(payment.Id, new GenerationFunds { BySupplier = true, Suppliers = [new(stranger.Id, check)] }, null),
            MassPaymentCodes.SupplierNotInPayment);
        await books.RefusedAsync(
            books.Ana,
            s => new MassPaymentGeneration(s).PrepareAsync(payment.Id, new GenerationFunds { BySupplier = true, Suppliers = [.. suppliers.Select(id => new SupplierFunds(id, check))] }, null),
            MassPaymentCodes.CheckNumberRepeated);
    }

    [Fact]
    [Trait("row", "P8")]
    public async Task RunChunkAsync_AccountInAThirdCurrency_NeedsItsRateOfTheDay()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var euros = await books.DoAsync(books.Ana, async s =>
        {
            var account = new TreasuryAccount { Id = s.NewId(), CompanyId = PaymentBooks.CompanyId, Code = "EUR", Name = "Euros", Kind = TreasuryAccountKind.Bank, Currency = "EUR", AccountId = books.Bank.AccountId };
            s.Db.Add(account);
            await s.SaveAsync();
            return account.Id;
        });
        var payment = await PaymentAsync(books, 1);
        await books.PrepareAsync(payment, General(new FundsData { PaymentAccountId = euros }));

        await books.RefusedAsync(books.Ana, s => new MassPaymentGeneration(s).RunChunkAsync(payment.Id, 1), MassPaymentCodes.RateMissing);
        await books.DoAsync(books.Ana, s => new Ledger.Domain.ExchangeRates.ExchangeRateService(s).SetAsync("EUR", PaymentBooks.Today, 1_000m));
        await books.PayChunkAsync(payment);

        (await books.AllAsync<TreasuryMovementLine>()).Should().Contain(l => l.TreasuryAccountId == euros && l.Amount == 0.10m && l.Currency == "EUR" && l.LocalAmount == 100);
    }

    private static GenerationFunds General(FundsData data) => new() { General = data };

    private static Task<IReadOnlyList<SupplierToPay>> ProposeAsync(PaymentBooks books, MassPayment payment, GenerationFunds funds) =>
        books.DoAsync(books.Ana, s => new MassPaymentGeneration(s).ProposeAsync(payment.Id, funds));

    private static Task<MassPayment> PaymentAsync(PaymentBooks books, int suppliers) =>
        PaymentAsync(books, [.. Enumerable.Repeat<Action<Ledger.Domain.Suppliers.Supplier>>(_ => { }, suppliers)]);

    private static async Task<MassPayment> PaymentAsync(PaymentBooks books, params Action<Ledger.Domain.Suppliers.Supplier>[] suppliers)
    {
        var papers = new List<Paper>();
        for (var i = 1; i <= suppliers.Length; i++)
        {
            papers.Add(await books.InvoiceAsync(await books.SupplierAsync($"P{i}", suppliers[i - 1]), 100 * i));
        }

        return await books.AuthorizedAsync([.. papers.Select(p => p.Only)]);
    }

    private static Task UseAsync(PaymentBooks books, long number) => books.DoAsync(books.Ana, async s =>
    {
        s.Db.Add(new Check { Id = s.NewId(), CompanyId = PaymentBooks.CompanyId, CheckbookId = books.Checkbook.Id, Number = number, Amount = 1, Currency = "CLP", IssueDate = PaymentBooks.Today, DueDate = PaymentBooks.Today });
        await s.SaveAsync();
    });
}
