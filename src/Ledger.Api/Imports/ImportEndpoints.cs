using System.Security.Cryptography;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Domain;
using Ledger.Domain.Imports;
using Ledger.Domain.Imports.PurchaseRegister;
using Ledger.Foundation;
using Ledger.Foundation.Paging;
using Ledger.Foundation.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.Imports;

/// <summary>Imports of files: preview, run, and what became of each line (features.md T1, T2).</summary>
internal static class ImportEndpoints
{
    /// <summary>The largest file, in bytes: some 400,000 lines of the register.</summary>
    public const int FileMax = 64 * 1024 * 1024;

    private static readonly Sorts<ImportBatch> Sorting = new() { ["at"] = b => b.At, ["fileName"] = b => b.FileName };
    private static readonly Sorts<ImportLine> LineSorting = new() { ["line"] = l => l.LineNumber };

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/imports").WithTags("imports");
        group.MapGet("/", ListAsync).RequireAuthorization(Policies.Reads).WithSummary("Imports; sortable by at, fileName.");
        group.MapGet("/{id:long}", GetAsync).RequireAuthorization(Policies.Reads).WithSummary("An import with its counts.");
        group.MapGet("/{id:long}/lines", LinesAsync).RequireAuthorization(Policies.Reads).WithSummary("What became of the lines that have something to say; by verdict.");
        Upload(group.MapPost("/purchases/preview", PreviewAsync)).WithSummary("Says what an import of a purchase register (multipart, field file) would do; writes nothing.");
        Upload(group.MapPost("/purchases", ImportAsync)).AddEndpointFilter<Idempotency>()
            .WithSummary("Imports a purchase register (multipart, field file); fileHash, when given, must be the preview's.");
    }

    private static RouteHandlerBuilder Upload(RouteHandlerBuilder route) => route.RequireAuthorization(Policies.Enters)
        .DisableAntiforgery() // the header X-Requested-With guards cookies
        .WithMetadata(new RequestSizeLimitAttribute(FileMax), new RequestFormLimitsAttribute { MultipartBodyLengthLimit = FileMax });

    private static async Task<Answer<Page<ImportBatch>>> ListAsync([AsParameters] PageQuery page, string? kind, Caller caller, LedgerDatabase database) =>
        new(await database.ReadAsync(caller.Company, db =>
            db.Set<ImportBatch>().Where(b => kind == null || b.Kind == kind).PageAsync(page, Sorting, b => b.Id, b => b)));

    private static async Task<Answer<ImportBatch>> GetAsync(long id, Caller caller, LedgerDatabase database) =>
        new(await database.ReadAsync(caller.Company, db => FindAsync(db, id)));

    private static async Task<Answer<Page<ImportLineView>>> LinesAsync(
        long id, [AsParameters] PageQuery page, ImportVerdict? verdict, Caller caller, HttpContext http, LedgerDatabase database, MessageCatalog texts) =>
        new(await database.ReadAsync(caller.Company, async db =>
        {
            await FindAsync(db, id);
            var culture = Language.Of(http);
            return await db.Set<ImportLine>().Where(l => l.BatchId == id && (verdict == null || l.Verdict == verdict))
                .PageAsync(page, LineSorting, l => l.Id, l => ImportLineView.Of(l, texts, culture));
        }));

    private static async Task<Answer<ImportPreviewView>> PreviewAsync(
        IFormFile file, int? branchCode, Caller caller, HttpContext http, LedgerDatabase database, MessageCatalog texts, CancellationToken cancellationToken)
    {
        var preview = await new PurchaseRegisterImporter(database, caller.Actor) { BranchCode = branchCode }
            .CheckAsync(FileOf(file), null, cancellationToken);
        return new(ImportPreviewView.Of(preview, texts, Language.Of(http)));
    }

    private static async Task<Answer<ImportBatch>> ImportAsync(
        IFormFile file, int? branchCode, string? fileHash, Caller caller, LedgerDatabase database, CancellationToken cancellationToken)
    {
        if (fileHash is not null)
        {
            await using var content = file.OpenReadStream();
            if (!fileHash.Equals(Convert.ToHexString(await SHA256.HashDataAsync(content, cancellationToken)), StringComparison.OrdinalIgnoreCase))
            {
                throw new RequestRefusedException(409, "import.file-differs", "The file is not the one that was previewed.") { Field = "file" };
            }
        }

        var id = await new PurchaseRegisterImporter(database, caller.Actor) { BranchCode = branchCode }.RunAsync(FileOf(file), null, cancellationToken);
        return new(await database.ReadAsync(caller.Company, db => FindAsync(db, id)));
    }

    private static ImportFile FileOf(IFormFile file) => new(Path.GetFileName(file.FileName), file.OpenReadStream, file.Length);

    private static async Task<ImportBatch> FindAsync(LedgerDb db, long id) =>
        await db.Set<ImportBatch>().SingleOrDefaultAsync(b => b.Id == id)
        ?? throw new RequestRefusedException(404, "import.not-found", $"There is no import {id}.", id);
}
