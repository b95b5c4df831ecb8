using Ledger.Foundation;

namespace Ledger.Domain.Folios;

/// <summary>
/// Imports the tax authority's folio files, one or many at once (F1): each is a unit of work of its own, so that one that is refused,
/// or a process that dies, leaves the others whole.
/// </summary>
public sealed class FolioImporter(LedgerDatabase database, Actor actor, IFolioKeyVault vault, FolioAuthorityKeys keys)
{
    /// <summary>Imports the files in their order and gives each its verdict. A file that is given twice is a duplicate the second time.</summary>
    public async Task<IReadOnlyList<FolioImportResult>> ImportAsync(IEnumerable<FolioFile> files, CancellationToken cancellationToken = default)
    {
        var results = new List<FolioImportResult>();
        foreach (var file in files)
        {
            // The vault may have to make a key of its own, which is a unit of work: within that of the file it would wait for itself.
            _ = vault.Seal("ready", "ready");
            results.Add(await database.WriteAsync(actor, session => new FolioImports(session, vault, keys).ImportAsync(file), cancellationToken));
        }

        return results;
    }
}
