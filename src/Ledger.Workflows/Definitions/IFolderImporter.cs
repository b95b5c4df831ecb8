using Ledger.Foundation;

namespace Ledger.Workflows.Definitions;

/// <summary>Imports the folder of definitions; the host calls it at its start, the command line to check.</summary>
public interface IFolderImporter
{
    /// <summary>What came of the last import in this process, by file name; empty before the first.</summary>
    IReadOnlyList<FolderImportEntry> Last { get; }

    /// <summary>Imports every <c>*.json</c> of a folder: changed content is a new version, unchanged content nothing.</summary>
    /// <param name="folder">The folder; one that does not exist imports nothing.</param>
    /// <param name="actor">Who imports; time triggers of the definitions run in this company's books.</param>
    /// <param name="cancellationToken">Cancelled when the host stops.</param>
    /// <returns>One entry a file, by name. A file that is refused never throws; a failing database does.</returns>
    Task<IReadOnlyList<FolderImportEntry>> ImportAsync(string folder, Actor actor, CancellationToken cancellationToken = default);
}
