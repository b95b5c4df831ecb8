using System.Diagnostics;

namespace Ledger.Domain.Documents;

/// <summary>Turns a page into PDF by headless Chromium (P10): a program of its own, without network or the user's profile.</summary>
/// <remarks>
/// Scripts are forbidden by the page's own content policy; Chromium itself needs its script engine to print.
/// A start takes about a second, so print many documents as one page. Run it outside database transactions.</remarks>
/// <param name="program">The program; null looks for Chromium where Debian installs it and in the search path.</param>
/// <param name="timeLimit">How long one run may take; null means two minutes.</param>
public sealed class PdfPrinter(string? program = null, TimeSpan? timeLimit = null)
{
    private static readonly string[] ProgramNames = ["chromium", "chromium-browser", "google-chrome"];
    private static readonly string[] Folders = ["/usr/bin", "/usr/local/bin", "/snap/bin"];

    /// <summary>True when a program that makes PDF is installed.</summary>
    public bool IsAvailable => Program() is not null;

    /// <summary>The PDF of a page.</summary>
    /// <exception cref="DomainException">No program is installed (the message names the print page), or it failed.</exception>
    public async Task<byte[]> PrintAsync(PrintedDocument document, CancellationToken cancellationToken = default)
    {
        var path = Program() ?? throw new DomainException(
            DocumentCodes.PdfPrinterMissing, $"Chromium is not installed, so {document.Title} cannot become a PDF: print it from its page.", document.Title);
        var folder = Directory.CreateTempSubdirectory("ledger-print-").FullName;
        try
        {
            var page = Path.Combine(folder, "page.html");
            var target = Path.Combine(folder, "page.pdf");
            await File.WriteAllTextAsync(page, document.Html, cancellationToken);
            var errors = await RunAsync(path, folder, page, target, cancellationToken);
            return File.Exists(target) && new FileInfo(target).Length > 0
                ? await File.ReadAllBytesAsync(target, cancellationToken)
                : throw Failed(document.Title, errors);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Of what the program says, the end is what matters; the rest is its chatter about the desktop it has not.
    private static DomainException Failed(string title, string reason) =>
        new(DocumentCodes.PdfPrinterFailed, $"The PDF of {title} could not be made: {reason[Math.Max(0, reason.Length - 500)..]}", title);

    private async Task<string> RunAsync(string path, string folder, string page, string target, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(path)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
            ArgumentList =
            {
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--disable-extensions", "--no-first-run", "--no-default-browser-check",
                "--host-resolver-rules=MAP * ~NOTFOUND", $"--user-data-dir={Path.Combine(folder, "profile")}",
                "--no-pdf-header-footer", $"--print-to-pdf={target}", new Uri(page).AbsoluteUri,
            },
        };
        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeLimit ?? TimeSpan.FromMinutes(2));
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            await output;
            return await errors;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            throw Failed(Path.GetFileName(page), "it took too long");
        }
    }

    private string? Program()
    {
        if (program is not null)
        {
            return File.Exists(program) ? program : null;
        }

        var search = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return Folders.Concat(search).SelectMany(folder => ProgramNames.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }
}
