using Ledger.Domain.Documents;

namespace Ledger.Api.Pages.MassPayments.Paying;

/// <summary>In which form pages offer what is printed: PDF, or a page to print where no Chromium is installed (features.md P10).</summary>
internal static class PrintedAs
{
    /// <summary><c>pdf</c> or <c>html</c>.</summary>
    public static string Format { get; } = new PdfPrinter().IsAvailable ? "pdf" : "html";
}
