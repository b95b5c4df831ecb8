using System.Text;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Domain;
using Ledger.Domain.Documents;
using Ledger.Domain.MassPayments;
using Ledger.Foundation;

namespace Ledger.Api.MassPayments;

/// <summary>Printing (features.md P10): detail, payment orders and checks, as a page or as PDF.</summary>
internal static class PrintEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/mass-payments/{id:long}/print").WithTags("mass-payments");
        group.MapGet("/{document}", PrintAsync).RequireAuthorization(Policies.Reads).Produces(200, contentType: "text/html").Produces(200, contentType: "application/pdf")
            .WithSummary("Prints detail, payment-orders or checks; format html (default) or pdf.");
        api.MapGet("/payment-orders/{id:long}/print", PrintOrderAsync).WithTags("payment-orders").RequireAuthorization(Policies.Reads)
            .Produces(200, contentType: "text/html").Produces(200, contentType: "application/pdf").WithSummary("Prints a payment order; format html (default) or pdf.");
    }

    private static Task<IResult> PrintAsync(
        long id, string document, PrintFormat? format, Caller caller, HttpContext http, LedgerDatabase database, CancellationToken cancellationToken) =>
        AnswerAsync(http, format, cancellationToken, database.ReadAsync(
            caller.Company,
            async db =>
            {
                var printing = new MassPaymentPrinting(db, Language.Of(http));
                return document switch
                {
                    "detail" => await printing.DetailAsync(id),
                    "payment-orders" => await printing.PaymentOrdersAsync(id),
                    "checks" => await printing.ChecksAsync((await new MassPaymentQueries(db).GetAsync(id)).Number),
                    _ => throw new RequestRefusedException(404, "request.no-such-address", $"There is no document {document}."),
                };
            },
            cancellationToken));

    private static Task<IResult> PrintOrderAsync(
        long id, PrintFormat? format, Caller caller, HttpContext http, LedgerDatabase database, CancellationToken cancellationToken) =>
        AnswerAsync(http, format, cancellationToken, database.ReadAsync(
            caller.Company, db => new MassPaymentPrinting(db, Language.Of(http)).PaymentOrderAsync(id), cancellationToken));

    private static async Task<IResult> AnswerAsync(HttpContext http, PrintFormat? format, CancellationToken cancellationToken, Task<PrintedDocument> read)
    {
        var document = await read;
        if (format is { IsPdf: true })
        {
            return TypedResults.File(await new PdfPrinter().PrintAsync(document, cancellationToken), "application/pdf", document.Title + ".pdf");
        }

        // The page carries its style inside; it runs no script and loads nothing.
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'";
        return TypedResults.Text(document.Html, "text/html", Encoding.UTF8);
    }
}

/// <summary>The form a document is wanted in, as the query says it: <c>html</c> or <c>pdf</c>, in whatever case.</summary>
internal readonly record struct PrintFormat(bool IsPdf)
{
    /// <summary>Reads the form; the framework calls it, and would take only the exact case of an enum's names.</summary>
    public static bool TryParse(string? text, out PrintFormat format)
    {
        format = new PrintFormat("pdf".Equals(text, StringComparison.OrdinalIgnoreCase));
        return format.IsPdf || "html".Equals(text, StringComparison.OrdinalIgnoreCase);
    }
}
