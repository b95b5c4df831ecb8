using System.Diagnostics;
using System.Globalization;
using Ledger.Domain.Documents;
using Ledger.Domain.MassPayments;
using Ledger.Domain.PurchaseDocuments;
using Ledger.Domain.Tests.MassPayments;
using Xunit.Abstractions;

namespace Ledger.Domain.Tests.Documents;

[Trait("row", "P10")]
public sealed class DocumentTests(ITestOutputHelper output)
{
    private static readonly CultureInfo Spanish = CultureInfo.GetCultureInfo("es-CL");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-US");

    [Theory]
    [InlineData(0, "CLP", "cero pesos", "zero pesos")]
    [InlineData(1, "CLP", "un peso", "one peso")]
    [InlineData(21, "CLP", "veintiún pesos", "twenty-one pesos")]
    [InlineData(31, "CLP", "treinta y un pesos", "thirty-one pesos")]
    [InlineData(100, "CLP", "cien pesos", "one hundred pesos")]
    [InlineData(101, "CLP", "ciento un pesos", "one hundred one pesos")]
    [InlineData(1_000, "CLP", "mil pesos", "one thousand pesos")]
    [InlineData(21_516, "CLP", "veintiún mil quinientos dieciséis pesos", "twenty-one thousand five hundred sixteen pesos")]
    [InlineData(1_000_000, "CLP", "un millón de pesos", "one million pesos")]
    [InlineData(1_000_100, "CLP", "un millón cien pesos", "one million one hundred pesos")]
    [InlineData(2_000_000_000, "CLP", "dos mil millones de pesos", "two billion pesos")]
    [InlineData(999_999_999_999, "CLP", "novecientos noventa y nueve mil novecientos noventa y nueve millones novecientos noventa y nueve mil novecientos noventa y nueve pesos",
        "nine hundred ninety-nine billion nine hundred ninety-nine million nine hundred ninety-nine thousand nine hundred ninety-nine pesos")]
    [InlineData(1_234.5, "USD", "mil doscientos treinta y cuatro dólares estadounidenses con 50/100", "one thousand two hundred thirty-four US dollars and 50/100")]
    [InlineData(1, "USD", "un dólar estadounidense con 00/100", "one US dollar and 00/100")]
    [InlineData(221_201, "GBP", "doscientas veintiuna mil doscientas una libras esterlinas con 00/100", "two hundred twenty-one thousand two hundred one pounds sterling and 00/100")]
    [InlineData(201_000_001, "GBP", "doscientos un millones una libras esterlinas con 00/100", "two hundred one million one pounds sterling and 00/100")]
    public void AmountInWords_OfAnAmount_IsWrittenAsPeopleWriteIt(decimal amount, string currency, string spanish, string english)
    {
        AmountInWords.Of(amount, currency, Spanish).Should().Be(spanish);
        AmountInWords.Of(amount, currency, English).Should().Be(english);
    }

    [Fact]
    public void Render_DataWithMarkupAndScripts_IsEscapedAndScriptsAreForbidden()
    {
        var page = new DocumentRenderer(Spanish).Render("<b>título</b>", "<p>{{name}}</p>", [new { name = "<script>alert('x')</script> & Cía" }]);

        page.Html.Should().Contain("&lt;script&gt;").And.NotContain("<script").And.NotContain("<b>título").And.Contain("Content-Security-Policy");
        page.Html.Should().Contain("default-src 'none'");
    }

    [Fact]
    public async Task SaveAsync_OwnTemplate_IsUsedUntilTakenBack()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var payment = await books.EnterAsync((await books.InvoiceAsync(await books.SupplierAsync("P1"), 10)).Only);
        Task<PrintedDocument> Print() => books.ReadAsync(db => new MassPaymentPrinting(db, Spanish).DetailAsync(payment.Id));

        await books.DoAsync(books.Ana, s => DocumentTemplates.SaveAsync(s, "mass-payment", "<h1>Nuestro formato {{number}}</h1>"));
        (await Print()).Html.Should().Contain("<h1>Nuestro formato 1</h1>");
        await books.DoAsync(books.Ana, s => DocumentTemplates.SaveAsync(s, "mass-payment", null));
        (await Print()).Html.Should().Contain("Pago masivo 1");

        var broken = () => books.DoAsync(books.Ana, s => DocumentTemplates.SaveAsync(s, "mass-payment", "{{#each items}}"));
        (await broken.Should().ThrowAsync<DomainException>()).Which.Code.Should().Be(DocumentCodes.TemplateInvalid);
        var unknown = () => books.DoAsync(books.Ana, s => DocumentTemplates.SaveAsync(s, "invoice", "x"));
        (await unknown.Should().ThrowAsync<DomainException>()).Which.Code.Should().Be(DocumentCodes.TemplateUnknown);
    }

    [Fact]
    public async Task PrintAsync_NoChromium_RefusesAndNamesThePrintPage()
    {
        var printer = new PdfPrinter("/does/not/exist");

        printer.IsAvailable.Should().BeFalse();
        var print = () => printer.PrintAsync(new PrintedDocument("Pago masivo 1", "<p></p>", 1));
        (await print.Should().ThrowAsync<DomainException>()).Which.Code.Should().Be(DocumentCodes.PdfPrinterMissing);
    }

    [Fact]
    public async Task PrintAsync_DetailOrdersAndChecks_ArePdfWithTheirTextAndOnePageEach()
    {
        var printer = new PdfPrinter();
        if (!printer.IsAvailable)
        {
            output.WriteLine("Skipped: chromium is not installed.");
            return;
        }

        await using var books = await PaymentBooks.CreateAsync();
        var payment = await PaidAsync(books);

        var detail = await PdfAsync(books, printer, p => p.DetailAsync(payment.Id), Spanish, "detail");
        var orders = await PdfAsync(books, printer, p => p.PaymentOrdersAsync(payment.Id), English, "orders");
        var checks = await PdfAsync(books, printer, p => p.ChecksAsync(payment.Number), Spanish, "checks");

        detail.Pages.Should().Be(1);
        (orders.Pages, checks.Pages).Should().Be((3, 3));
        if (detail.Text is null)
        {
            output.WriteLine("The text was not read: pdftotext is not installed.");
            return;
        }

        detail.Text.Should().ContainAll("Pago masivo 1", "Pagado", "Comercial Andes", "Proveedor P1 & Cía <b>", "Nota de crédito", "-30.000", "1.570.000");
        orders.Text.Should().ContainAll("Payment order 1", "Payment order 3", "Mass payment", "One million one hundred thousand pesos", "1001");
        checks.Text.Should().ContainAll("Páguese a la orden de", "un millón cien mil pesos", "Serie A", "1003");
    }

    private async Task<(int Pages, string? Text)> PdfAsync(
        PaymentBooks books, PdfPrinter printer, Func<MassPaymentPrinting, Task<PrintedDocument>> make, CultureInfo culture, string name)
    {
        var document = await books.ReadAsync(db => make(new MassPaymentPrinting(db, culture)));
        var pdf = await printer.PrintAsync(document);
        pdf.AsSpan(0, 4).ToArray().Should().Equal("%PDF"u8.ToArray());
        var pages = System.Text.RegularExpressions.Regex.Matches(System.Text.Encoding.Latin1.GetString(pdf), @"/Type\s*/Page\b").Count;
        if (!File.Exists("/usr/bin/pdftotext"))
        {
            return (pages, null);
        }

        var folder = Directory.CreateTempSubdirectory("ledger-pdf-").FullName;
        try
        {
            var file = Path.Combine(folder, name + ".pdf");
            await File.WriteAllBytesAsync(file, pdf);
            using var process = Process.Start(new ProcessStartInfo("/usr/bin/pdftotext", ["-layout", file, "-"]) { RedirectStandardOutput = true })!;
            var text = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (Environment.GetEnvironmentVariable("LEDGER_KEEP_PDF") is { Length: > 0 } keep)
            {
                File.Copy(file, Path.Combine(keep, name + ".pdf"), overwrite: true);
            }

            return (pages, text);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<MassPayment> PaidAsync(PaymentBooks books)
    {
        var ids = new List<long>();
        for (var i = 1; i <= 3; i++)
        {
            var supplier = await books.SupplierAsync($"P{i}", s => s.Name = $"Proveedor {s.Code} & Cía <b>");
            ids.AddRange((await books.InvoiceAsync(supplier, i == 1 ? 1_100_000 : 150_000, 30_000)).Installments);
            ids.Add((await books.DocumentAsync(supplier, DocumentKind.CreditNote, [30_000])).Only);
        }

        ids.Add((await books.DocumentAsync(await books.SupplierFindAsync("P2"), DocumentKind.DebitNote, [170_000])).Only);
        return await books.PayAsync(
            await books.AuthorizedAsync([.. ids]), new GenerationFunds { General = new FundsData { PaymentAccountId = books.Bank.Id, ByCheck = true, CheckDays = 30 } });
    }
}
