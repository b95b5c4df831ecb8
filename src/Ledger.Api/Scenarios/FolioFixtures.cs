using Ledger.Domain;
using Ledger.Domain.Companies;
using Ledger.Domain.Folios;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.Scenarios;

/// <summary>Makes what a scenario gives of branches and folios, through the domain's own services.</summary>
internal sealed class FolioFixtures(ScenarioWorld world)
{
    /// <summary>Makes one thing.</summary>
    public Task AddAsync(ScenarioFixture fixture, string place) => fixture switch
    {
        { Branch: { } branch } => world.DoAsync(s => new CompanyService(s).AddBranchAsync(branch.Code, branch.Name)),
        { FolioParameters: { } parameters } => world.DoAsync(s => ScenarioFixtures.SetParametersAsync<FolioParameters>(s, parameters, place)),
        { FolioQuantity: { } quantity } => world.DoAsync(async s =>
            await new FolioQuantities(s).SetAsync(await BranchAsync(s, quantity.Branch, place), quantity.Kind, quantity.Quantity)),
        { FolioFile: { } file } => FileAsync(file, place),
        { FolioBook: { } book } => BookAsync(book, place),
        { FolioRequest: { } request } => world.DoAsync(async s =>
            await new FolioRequests(s).RequestAsync(await BranchAsync(s, request.Branch, place), request.Kind, request.Workstation)),
        { FolioUse: { } use } => world.DoAsync(s => UseAsync(s, use, place)),
        _ => Task.CompletedTask,
    };

    private async Task FileAsync(FolioFileFixture file, string place)
    {
        var company = (await world.Database.ReadAsync(world.CompanyId, db => db.Set<Company>().SingleAsync(c => c.Id == world.CompanyId)));
        var bytes = world.Folios.Make(file.Rut ?? company.Rut, company.Name, file.Kind, file.First, file.Last, ScenarioTime.ReadDay(file.AuthorizedOn, world.Today));
        if (file.Waits is { } name)
        {
            if (name.Length == 0 || name != Path.GetFileName(name))
            {
                throw new ScenarioFailedException(new ScenarioProblem("scenario.file-name", place, null, name));
            }

            await File.WriteAllBytesAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(world.FolioFolder, company.Rut)).FullName, name), bytes);
            return;
        }

        await world.DoAsync(async s =>
        {
            var imports = new FolioImports(s, world.Get<IFolioKeyVault>(), world.Folios.Keys);
            var result = await imports.ImportAsync(await FolioFile.ReadAsync($"{file.Kind}-{file.First}.xml", new MemoryStream(bytes)));
            if (!result.IsAccepted)
            {
                throw new ScenarioFailedException(new ScenarioProblem("scenario.folio-file", place, null, result.Verdict.ToString()));
            }
        });
    }

    private Task BookAsync(FolioBookFixture book, string place) => world.DoAsync(async s =>
    {
        var branch = await BranchAsync(s, book.Branch, place);
        await new FolioRequests(s).RequestAsync(branch, book.Kind, book.Workstation);
        await new FolioAssigner(s).RunAsync();
        await new FolioBooks(s).AddAsync(new NewFolioBook(
            branch, book.Kind, FormattableString.Invariant($"{book.Kind} {book.Branch} {book.Workstation}").Trim(), book.QuantityThreshold, book.DaysThreshold, book.Workstation));
    });

    private static async Task UseAsync(LedgerSession session, FolioUseFixture use, string place)
    {
        var branch = await BranchAsync(session, use.Branch, place);
        var book = await new FolioBooks(session).FindAsync(branch, use.Kind, use.Workstation)
            ?? throw new ScenarioFailedException(new ScenarioProblem("scenario.folio-book", place, null, $"{use.Branch}/{use.Kind}/{use.Workstation}"));
        for (var i = 0; i < use.Count; i++)
        {
            await new FolioNumbers(session).NextAsync(book.Id, FormattableString.Invariant($"scenario-{session.NewId()}"));
        }
    }

    private static async Task<long> BranchAsync(LedgerSession session, int code, string place) =>
        await session.Db.Set<Branch>().Where(b => b.Code == code).Select(b => (long?)b.Id).SingleOrDefaultAsync()
            ?? throw new ScenarioFailedException(new ScenarioProblem("scenario.branch-unknown", place, null, code));
}
