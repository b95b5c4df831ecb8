using System.CommandLine;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Api.Imports;
using Ledger.Domain;
using Ledger.Domain.Imports;
using Ledger.Domain.Imports.PurchaseRegister;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.CommandLine;

/// <summary><c>ledger import purchases FILE</c>: checks, shows what would happen, asks, imports (features.md T1).</summary>
internal static class ImportCommands
{
    private const int LinesShown = 50;

    /// <summary>The command.</summary>
    public static Command Create(Globals globals)
    {
        var file = new Argument<string>("file") { Description = globals.Text("cli.import.file") };
        var branch = new Option<int?>("--branch") { Description = globals.Text("cli.import.branch") };
        var yes = new Option<bool>("--yes", "-y") { Description = globals.Text("cli.import.yes") };
        var purchases = new Command("purchases", globals.Text("cli.import.purchases")) { file, branch, yes };
        purchases.SetAction(globals.In(async (session, parse, cancellationToken) =>
        {
            var caller = await session.CallerAsync(Policies.Enters);
            var path = parse.GetValue(file)!;
            if (!File.Exists(path))
            {
                throw new RequestRefusedException(404, "file.not-found", $"There is no file {path}.", path);
            }

            PurchaseRegisterImporter Importer() => new(session.Database, caller.Actor) { BranchCode = parse.GetValue(branch) };
            var preview = ImportPreviewView.Of(
                await session.Output.ProgressAsync(session.Text("cli.import.checking"), p => Importer().CheckAsync(ImportFile.OnDisk(path), Bytes(p), cancellationToken)),
                session.Texts, globals.Culture);
            if (!parse.GetValue(yes))
            {
                Show(session, preview);
                if (!Confirm(session))
                {
                    return ExitCodes.Ok;
                }
            }

            var id = await session.Output.ProgressAsync(session.Text("cli.import.importing"), p => Importer().RunAsync(ImportFile.OnDisk(path), Bytes(p), cancellationToken));
            var batch = await session.Database.ReadAsync(caller.Company, db => db.Set<ImportBatch>().SingleAsync(b => b.Id == id));
            session.Output.Write(batch, b => session.Text("cli.import.done", b.Id, b.Rows, b.Accepted, b.Rejected, b.Warned, b.Unchanged));
            return batch.Rejected > 0 ? ExitCodes.Refused : ExitCodes.Ok;
        }));
        return new Command("import", globals.Text("cli.import")) { purchases };
    }

    private static void Show(CommandSession session, ImportPreviewView preview)
    {
        if (session.Output.IsJson)
        {
            session.Output.Write(preview, _ => string.Empty);
            return;
        }

        session.Output.Say(session.Text("cli.import.preview", preview.Rows, preview.Accepted, preview.Rejected, preview.Warned, preview.Unchanged));
        if (preview.Lines.Count > 0)
        {
            session.Output.List(
                [.. preview.Lines.Take(LinesShown)],
                (session.Text("column.line"), l => l.Line), (session.Text("column.result"), l => l.Verdict), (session.Text("column.message"), l => l.Message));
        }
    }

    // Without a terminal nobody can answer: the preview is the result.
    private static bool Confirm(CommandSession session)
    {
        if (session.Output.IsJson || Console.IsInputRedirected)
        {
            session.Output.Say(session.Text("cli.import.say-yes"));
            return false;
        }

        Console.Write(session.Text("cli.import.confirm") + " ");
        return Console.ReadLine()?.Trim().ToLowerInvariant() is "s" or "si" or "sí" or "y" or "yes";
    }

    private static Progress Bytes(IProgress<(long Done, long Total)> progress) => new(progress);

    private sealed class Progress(IProgress<(long Done, long Total)> inner) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => inner.Report((value.BytesRead, value.BytesTotal));
    }
}
