using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Domain.Folios;
using Ledger.Foundation;
using Ledger.Foundation.Paging;
using Ledger.Foundation.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Api.Folios;

/// <summary>Import of the tax authority's folio files, one or many at once, each with its verdict (F1).</summary>
internal static class FolioImportEndpoints
{
    /// <summary>The most files of one request.</summary>
    public const int FilesMax = 200;

    // So many of the largest, and what a multipart body has around each.
    private const int BodyMax = FilesMax * (FolioFile.BytesMax + 1024);

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/folios/imports").WithTags("folios");
        group.MapGet("/", ListAsync).RequireAuthorization(Policies.Reads).WithSummary("The files that were given for import and their verdicts, the latest first.");
        group.MapPost("/", ImportAsync).RequireAuthorization(Policies.Enters)
            .DisableAntiforgery() // the header X-Requested-With guards cookies
            .WithMetadata(new RequestSizeLimitAttribute(BodyMax), new RequestFormLimitsAttribute { MultipartBodyLengthLimit = BodyMax })
            .AddEndpointFilter<Idempotency>()
            .WithSummary($"Imports folio files of the tax authority (multipart, field files, up to {FilesMax}); each is a unit of work of its own with a verdict of its own.");
    }

    private static async Task<Answer<Page<FolioImportView>>> ListAsync(
        [AsParameters] PageQuery page, Caller caller, HttpContext http, LedgerDatabase database, MessageCatalog texts)
    {
        var imports = await new FolioQueries(database, caller.Company).ImportsAsync(page.Checked());
        var culture = Language.Of(http);
        return new(new Page<FolioImportView>([.. imports.Items.Select(i => FolioImportView.Of(i, texts, culture))], imports.TotalCount));
    }

    private static async Task<Answer<FolioImportAnswer>> ImportAsync(
        IFormFileCollection files, Caller caller, HttpContext http, LedgerDatabase database, IFolioKeyVault vault, FolioAuthorityKeys keys, MessageCatalog texts,
        CancellationToken cancellationToken)
    {
        if (files.Count is 0 or > FilesMax)
        {
            throw files.Count == 0
                ? new RequestRefusedException(400, "folio-import.no-files", "There is no file.") { Field = "files" }
                : new RequestRefusedException(400, "folio-import.too-many", $"There are more than {FilesMax} files.", FilesMax) { Field = "files" };
        }

        var given = new List<FolioFile>(files.Count);
        foreach (var file in files)
        {
            await using var content = file.OpenReadStream();
            given.Add(await FolioFile.ReadAsync(file.FileName, content, cancellationToken));
        }

        // A caller that goes away must not leave in doubt what was imported.
        var results = await new FolioImporter(database, caller.Actor, vault, keys).ImportAsync(given, CancellationToken.None);
        return new(FolioImportAnswer.Of(results, texts, Language.Of(http)));
    }
}
