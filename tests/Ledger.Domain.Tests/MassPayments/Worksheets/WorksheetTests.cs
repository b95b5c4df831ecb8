using Ledger.Domain.MassPayments;
using Ledger.Domain.MassPayments.Worksheets;
using Ledger.Foundation;

namespace Ledger.Domain.Tests.MassPayments.Worksheets;

using Sheets = Ledger.Domain.MassPayments.Worksheets.Worksheets;

/// <summary>What a person prepares and has not accepted: kept, corrected when documents change, recorded once.</summary>
public sealed class WorksheetTests
{
    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    [Trait("row", "P1")]
    public async Task AcceptAsync_OfANewOne_RecordsFieldsAndDocumentsAndForgetsTheWorksheet(DatabaseKind kind)
    {
        await using var books = await PaymentBooks.CreateAsync(kind);
        var supplier = await books.SupplierAsync("P1");
        var invoice = await books.InvoiceAsync(supplier, 100_000, 50_000);
        var credit = await books.CreditAsync(supplier, 30_000);
        var sheet = await OpenAsync(books, books.Ana);
        await books.DoAsync(books.Ana, s => new Sheets(s).AddAsync(sheet.Id, [invoice.Installments[0], invoice.Installments[1], credit.Only, credit.Only]));
        await books.DoAsync(books.Ana, s => new Sheets(s).RemoveAsync(sheet.Id, [invoice.Installments[1]]));
        await SaveAsync(books, books.Ana, sheet, f => f with { EstimatedPaymentDate = PaymentBooks.Today.AddDays(9), ExchangeRate = 1_000m, Remarks = "viernes" });

        var again = await OpenAsync(books, books.Ana); // as after a restart of the server
        var totals = await books.DoAsync(books.Ana, s => new Sheets(s).TotalsAsync(again.Id));
        var accepted = await books.DoAsync(books.Ana, s => new Sheets(s).AcceptAsync(again.Id));

        again.Should().BeEquivalentTo(new { sheet.Id, IsTouched = true, Remarks = "viernes", ExchangeRate = 1_000m });
        totals.Should().Be(new WorksheetTotals(2, 70_000m, 70m), "credits are negative, units at the rate typed");
        accepted.Findings.Should().BeEmpty();
        accepted.Payment.Should().BeEquivalentTo(new
        {
            Number = 1L,
            TotalLocal = 70_000m,
            TotalUnits = 70m,
            ItemCount = 2,
            ExchangeRate = 1_000m,
            Remarks = "viernes",
            EstimatedPaymentDate = PaymentBooks.Today.AddDays(9),
            EnteredByName = "ana",
        });
        (await books.InstallmentAsync(invoice.Installments[0])).MassPaymentId.Should().Be(accepted.Payment!.Id);
        (await OpenAsync(books, books.Ana)).Should().Match<Worksheet>(w => w.Id != sheet.Id && !w.IsTouched && w.Remarks == null);
        await books.RefusedAsync(books.Ana, s => new Sheets(s).AcceptAsync(sheet.Id), MassPaymentCodes.WorksheetGone);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    [Trait("row", "P2")]
    public async Task AcceptAsync_WhenAnotherTookADocument_TellsItKeepsTheRestAndRecordsNothing(DatabaseKind kind)
    {
        await using var books = await PaymentBooks.CreateAsync(kind);
        var invoice = await books.InvoiceAsync(await books.SupplierAsync("P1"), 100, 200, 300);
        var mine = await OpenAsync(books, books.Ana);
        var theirs = await OpenAsync(books, books.Beto);
        (await books.DoAsync(books.Ana, s => new Sheets(s).AddAsync(mine.Id, invoice.Installments))).Should().Be(3, "choosing holds nothing yet");
        await books.DoAsync(books.Beto, s => new Sheets(s).AddAsync(theirs.Id, [invoice.Installments[1]]));
        var first = await books.DoAsync(books.Beto, s => new Sheets(s).AcceptAsync(theirs.Id));

        var refused = await books.DoAsync(books.Ana, s => new Sheets(s).AcceptAsync(mine.Id));
        var second = await books.DoAsync(books.Ana, s => new Sheets(s).AcceptAsync(mine.Id));

        refused.Payment.Should().BeNull();
        refused.Findings.Should().ContainSingle().Which.Should().Match<WorksheetFinding>(
            f => f.Obstacle == PayableObstacle.InMassPayment && f.Holder == first.Payment!.Number && f.Before == 200m);
        second.Payment.Should().BeEquivalentTo(new { ItemCount = 2, TotalLocal = 400m });
        (await books.InstallmentAsync(invoice.Installments[1])).MassPaymentId.Should().Be(first.Payment!.Id);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    [Trait("row", "P5")]
    public async Task AcceptAsync_OfAModification_PutsInAndTakesOutAndRestates(DatabaseKind kind)
    {
        await using var books = await PaymentBooks.CreateAsync(kind);
        var invoice = await books.InvoiceAsync(await books.SupplierAsync("P1"), 100_000, 200_000, 300_000);
        var payment = await books.EnterAsync(invoice.Installments[0], invoice.Installments[1]);
        var sheet = await OpenAsync(books, books.Ana, payment.Id);
        await books.DoAsync(books.Ana, s => new Sheets(s).RemoveAsync(sheet.Id, [invoice.Installments[0], invoice.Installments[1]]));
        (await books.DoAsync(books.Ana, s => new Sheets(s).AddAsync(sheet.Id, [invoice.Installments[1], invoice.Installments[2]]))).Should().Be(2, "what it holds itself may come back");
        await SaveAsync(books, books.Ana, sheet, f => f with { ExchangeRate = 500m, Remarks = null });

        var accepted = await books.DoAsync(books.Ana, s => new Sheets(s).AcceptAsync(sheet.Id));

        accepted.Payment.Should().BeEquivalentTo(new { payment.Id, payment.Number, ItemCount = 2, TotalLocal = 500_000m, TotalUnits = 1_000m, Remarks = (string?)null });
        (await books.InstallmentAsync(invoice.Installments[0])).MassPaymentId.Should().BeNull();
    }

    [Fact]
    [Trait("row", "P5")]
    public async Task AcceptAsync_OfAModificationThatSomebodyOvertook_SaysWhoAndWhenAndKeepsTheWorksheet()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var invoice = await books.InvoiceAsync(await books.SupplierAsync("P1"), 100, 200);
        var payment = await books.EnterAsync(invoice.Installments[0], invoice.Installments[1]);
        var mine = await OpenAsync(books, books.Ana, payment.Id);
        await SaveAsync(books, books.Ana, mine, f => f with { Remarks = "de Ana" });
        await books.DoAsync(books.Beto, s => new MassPaymentEntry(s).ModifyAsync(payment.Id, new MassPaymentChange { Remarks = "de Beto" }, null));

        var refused = await books.RefusedAsync(books.Ana, s => new Sheets(s).AcceptAsync(mine.Id), MassPaymentCodes.ChangedMeanwhile);

        refused.Arguments.Should().Contain("beto");
        (await OpenAsync(books, books.Ana, payment.Id)).Should().BeEquivalentTo(new { mine.Id, Remarks = "de Ana" });
        await books.DoAsync(books.Ana, s => new Sheets(s).DiscardAsync(mine.Id));
        (await OpenAsync(books, books.Ana, payment.Id)).Should().BeEquivalentTo(new { Remarks = "de Beto", IsTouched = false });
    }

    [Fact]
    [Trait("row", "P1")]
    public async Task Worksheet_OfAnother_IsNotTheirsToSeeOrChange()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var invoice = await books.InvoiceAsync(await books.SupplierAsync("P1"), 100);
        var sheet = await OpenAsync(books, books.Ana);
        await books.DoAsync(books.Ana, s => new Sheets(s).AddAsync(sheet.Id, invoice.Installments));

        await books.RefusedAsync(books.Beto, s => new Sheets(s).AddAsync(sheet.Id, invoice.Installments), MassPaymentCodes.WorksheetGone);
        await books.RefusedAsync(books.Beto, s => new Sheets(s).AcceptAsync(sheet.Id), MassPaymentCodes.WorksheetGone);
        await books.DoAsync(books.Beto, s => new Sheets(s).DiscardAsync(sheet.Id));

        (await books.DoAsync(books.Ana, s => new Sheets(s).TotalsAsync(sheet.Id))).Count.Should().Be(1);
    }

    [Fact]
    [Trait("row", "P3")]
    public async Task OpenAsync_OfOneWithTicksOnly_HasThemStillUntilTheChoiceIsClosed()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var sheet = await OpenAsync(books, books.Ana);
        await books.DoAsync(books.Ana, s => new Sheets(s).KeepChoiceAsync(sheet.Id, "{}"));

        (await OpenAsync(books, books.Ana)).Should().BeEquivalentTo(new { sheet.Id, Choice = "{}", IsTouched = false });
        await books.DoAsync(books.Ana, s => new Sheets(s).KeepChoiceAsync(sheet.Id, null));
        (await OpenAsync(books, books.Ana)).Id.Should().NotBe(sheet.Id);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    [Trait("row", "P3")]
    public async Task AcceptAsync_OfTenThousandDocuments_RecordsThemAll(DatabaseKind kind)
    {
        await using var books = await PaymentBooks.CreateAsync(kind);
        var supplier = await books.SupplierAsync("P1");
        var ids = new List<long>();
        for (var i = 0; i < 10; i++)
        {
            ids.AddRange((await books.InvoiceAsync(supplier, [.. Enumerable.Repeat(100m, 1_000)])).Installments);
        }

        var sheet = await OpenAsync(books, books.Ana);
        (await books.DoAsync(books.Ana, s => new Sheets(s).AddAsync(sheet.Id, ids))).Should().Be(10_000);
        (await books.DoAsync(books.Ana, s => new Sheets(s).RemoveAsync(sheet.Id, [.. ids.Take(3)]))).Should().Be(3);
        await SaveAsync(books, books.Ana, sheet, f => f with { ExchangeRate = 1_000m });

        var accepted = await books.DoAsync(books.Ana, s => new Sheets(s).AcceptAsync(sheet.Id));

        accepted.Payment.Should().BeEquivalentTo(new { ItemCount = 9_997, TotalLocal = 999_700m, TotalUnits = 999.7m });
    }

    [Fact]
    [Trait("row", "P2")]
    public async Task AddAsync_OfWhatCannotBeChosen_LeavesItOut()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var hindered = await books.InvoiceAsync(await books.SupplierAsync("NO", s => s.EnabledForMassPayments = false), 100);
        var held = await books.InvoiceAsync(await books.SupplierAsync("P1"), 200, 300);
        await books.EnterAsync(held.Installments[0]);
        var sheet = await OpenAsync(books, books.Ana);

        var added = await books.DoAsync(books.Ana, s => new Sheets(s).AddAsync(sheet.Id, [.. hindered.Installments, .. held.Installments]));

        added.Should().Be(1);
        (await books.DoAsync(books.Ana, s => new Sheets(s).TotalsAsync(sheet.Id))).Local.Should().Be(300m);
    }

    [Fact]
    [Trait("row", "P5")]
    public async Task OpenAsync_OfOneThatCannotBeModified_IsRefused()
    {
        await using var books = await PaymentBooks.CreateAsync();
        await books.ParametersAsync(p => p with { AuthorizesMassPayments = false });
        var invoice = await books.InvoiceAsync(await books.SupplierAsync("P1"), 100);
        var born = await books.EnterAsync(invoice.Only);

        await books.RefusedAsync(books.Ana, s => new Sheets(s).OpenAsync(born.Id), MassPaymentCodes.ModifyState);
        await books.RefusedAsync(books.Ana, s => new Sheets(s).OpenAsync(5), MassPaymentCodes.NotFound);
    }

    private static Task<Worksheet> OpenAsync(PaymentBooks books, Actor person, long paymentId = 0) =>
        books.DoAsync(person, s => new Sheets(s).OpenAsync(paymentId));

    private static Task SaveAsync(PaymentBooks books, Actor person, Worksheet sheet, Func<WorksheetFields, WorksheetFields> change) =>
        books.DoAsync(person, s => new Sheets(s).SaveAsync(sheet.Id, change(WorksheetFields.Of(sheet))));
}
