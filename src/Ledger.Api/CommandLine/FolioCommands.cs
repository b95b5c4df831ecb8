using System.CommandLine;
using Ledger.Api.Folios;
using Ledger.Api.Folios.Lines;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Domain;
using Ledger.Domain.Companies;
using Ledger.Domain.Folios;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.CommandLine;

/// <summary><c>ledger folios import|books|lines|check</c> (features.md F1, F2, F9, F10).</summary>
internal static class FolioCommands
{
    /// <summary>The commands.</summary>
    public static Command Create(Globals globals) => new("folios", globals.Text("cli.folios")) { Import(globals), Books(globals), Lines(globals), Check(globals) };

    private static Command Import(Globals globals)
    {
        var paths = new Argument<string[]>("path") { Description = globals.Text("cli.folios.path"), Arity = ArgumentArity.OneOrMore };
        var command = new Command("import", globals.Text("cli.folios.import")) { paths };
        command.SetAction(globals.In(async (session, parse, cancellationToken) =>
        {
            var caller = await session.CallerAsync(Policies.Enters);
            var files = new List<FolioFile>();
            foreach (var path in parse.GetValue(paths)!.SelectMany(Expand).ToList())
            {
                await using var content = File.OpenRead(path);
                files.Add(await FolioFile.ReadAsync(path, content, cancellationToken));
            }

            foreach (var key in session.Get<FolioTrust>().Extra)
            {
                await Console.Error.WriteLineAsync(session.Text("cli.folios.extra-key", key.Id, key.Environment));
            }

            var importer = new FolioImporter(session.Database, caller.Actor, session.Get<IFolioKeyVault>(), session.Get<FolioAuthorityKeys>());
            var answer = FolioImportAnswer.Of(await importer.ImportAsync(files, cancellationToken), session.Texts, globals.Culture);
            session.Output.List(
                answer.Files,
                (session.Text("column.file"), f => f.FileName), (session.Text("column.result"), f => f.Verdict), (session.Text("column.message"), f => f.Message));
            session.Output.Say(session.Text("cli.folios.imported", answer.Accepted, answer.Warned, answer.Refused));
            return answer.Refused > 0 ? ExitCodes.Refused : ExitCodes.Ok;
        }));
        return command;
    }

    private static IEnumerable<string> Expand(string path)
    {
        if (File.Exists(path))
        {
            return [path];
        }

        if (!Directory.Exists(path))
        {
            throw new RequestRefusedException(404, "file.not-found", $"There is no file {path}.", path);
        }

        var files = Directory.EnumerateFiles(path).Where(f => f.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).ToList();
        return files.Count > 0 ? files : throw new RequestRefusedException(404, "folio-import.folder-empty", $"There are no xml files in {path}.", path);
    }

    private static Command Books(Globals globals)
    {
        var command = new Command("books", globals.Text("cli.folios.books"));
        command.SetAction(globals.In(async (session, _, _) =>
        {
            var caller = await session.CallerAsync(Policies.Reads);
            var books = await new FolioQueries(session.Database, caller.Company).AvailabilityAsync();
            var branches = await session.Database.ReadAsync(caller.Company, db => db.Set<Branch>().ToDictionaryAsync(b => b.Id, b => b.Code));
            session.Output.List(
                books,
                (session.Text("column.branch"), b => branches[b.BranchId]), (session.Text("column.kind"), b => b.DocumentType),
                (session.Text("column.workstation"), b => b.Workstation), (session.Text("column.name"), b => b.Name), (session.Text("column.state"), b => b.State),
                (session.Text("column.available"), b => b.Available), (session.Text("column.queued"), b => b.Queued), (session.Text("column.next"), b => b.NextNumber),
                (session.Text("column.due"), b => b.ExpiresOn), (session.Text("column.key"), b => b.BookId));
            return ExitCodes.Ok;
        }));
        return command;
    }

    private static Command Lines(Globals globals)
    {
        var send = new Option<bool>("--send") { Description = globals.Text("cli.folios.lines.send") };
        var command = new Command("lines", globals.Text("cli.folios.lines")) { send };
        command.SetAction(globals.In(async (session, parse, cancellationToken) =>
        {
            var caller = await session.CallerAsync(parse.GetValue(send) ? Policies.Owns : Policies.Reads);
            int? delivered = null;
            if (parse.GetValue(send))
            {
                var (vault, keys) = (session.Get<IFolioKeyVault>(), session.Get<FolioAuthorityKeys>());
                await session.Database.WriteAsync(caller.Actor, s => new FolioExchange(s, vault, keys).HurryAsync(), cancellationToken);
                delivered = await session.Get<FolioCourier>().SendDueAsync(caller.Company, cancellationToken);
            }

            var waiting = await session.Database.ReadAsync(
                caller.Company, db => db.Set<FolioMessage>().Where(m => m.DeliveredAt == null).OrderBy(m => m.FromEnd).ThenBy(m => m.ToEnd).ThenBy(m => m.Sequence)
                    .Select(m => new FolioWaiting(m.FromEnd, m.ToEnd, m.Sequence, m.Kind, m.CreatedAt, m.Attempts, m.NextAttemptAt, m.LastError)).ToListAsync(cancellationToken),
                cancellationToken);
            session.Output.List(
                waiting,
                (session.Text("column.from"), m => m.FromEnd), (session.Text("column.to"), m => m.ToEnd), (session.Text("column.number"), m => m.Sequence),
                (session.Text("column.kind"), m => m.Kind), (session.Text("column.attempts"), m => m.Attempts), (session.Text("column.next"), m => m.NextAttemptAt),
                (session.Text("column.message"), m => m.LastError));
            if (delivered is { } count)
            {
                session.Output.Say(session.Text("cli.folios.lines.sent", count, waiting.Count));
            }

            return ExitCodes.Ok;
        }));
        return command;
    }

    // As the verification of the audit trail: every company, whoever asks; nothing of the folios but numbers is shown.
    private static Command Check(Globals globals)
    {
        var command = new Command("check", globals.Text("cli.folios.check"));
        command.SetAction(globals.In(async (session, _, _) =>
        {
            var accounts = new List<FolioAccount>();
            foreach (var (id, rut) in await session.Database.QueryAsync("select id, rut from companies order by id", row => (row.GetInt64(0), row.GetString(1))))
            {
                accounts.AddRange((await FolioConservation.CheckAsync(session.Database, id)).Select(b => new FolioAccount(
                    rut, b, [.. b.Problems.Select(code => session.Texts.Find(code, globals.Culture, []) ?? code)])));
            }

            session.Output.List(
                accounts,
                (session.Text("column.company"), a => a.Company), (session.Text("column.kind"), a => a.Folios.DocumentType),
                (session.Text("column.numbers"), a => $"{a.Folios.FirstNumber}-{a.Folios.LastNumber}"), (session.Text("column.imported"), a => a.Folios.Imported),
                (session.Text("column.free"), a => a.Folios.Free), (session.Text("column.assigned"), a => a.Folios.Assigned), (session.Text("column.queued"), a => a.Folios.Queued),
                (session.Text("column.in-books"), a => a.Folios.InBooks), (session.Text("column.used"), a => a.Folios.Used), (session.Text("column.expired"), a => a.Folios.Expired),
                (session.Text("column.returned"), a => a.Folios.Returned),
                (session.Text("column.result"), a => a.Problems.Count == 0 ? session.Text("cli.folios.closes") : string.Join(' ', a.Problems)));
            return accounts.All(a => a.Problems.Count == 0) ? ExitCodes.Ok : ExitCodes.Inconsistent;
        }));
        return command;
    }

    private sealed record FolioWaiting(
        int FromEnd, int ToEnd, long Sequence, FolioMessageKind Kind, DateTimeOffset CreatedAt, int Attempts, DateTimeOffset NextAttemptAt, string? LastError);

    private sealed record FolioAccount(string Company, FolioBalance Folios, IReadOnlyList<string> Problems);
}
