using System.Diagnostics;

namespace Ledger.EndToEnd.Browser;

/// <summary>The text of a PDF, as Debian's poppler reads it; sheets end with a form feed.</summary>
internal static class PdfText
{
    private const string Tool = "/usr/bin/pdftotext";

    /// <summary>The text; empty where the tool is missing, so that the caller says what it could not read.</summary>
    public static async Task<string> OfAsync(byte[] content)
    {
        if (!File.Exists(Tool))
        {
            return string.Empty;
        }

        var file = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".pdf");
        await File.WriteAllBytesAsync(file, content);
        using var process = Process.Start(new ProcessStartInfo(Tool, ["-layout", file, "-"]) { RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        File.Delete(file);
        return text;
    }
}
