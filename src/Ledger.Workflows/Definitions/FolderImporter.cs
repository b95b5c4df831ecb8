using System.Text;
using System.Text.Json.Nodes;
using Ledger.Foundation;
using Microsoft.Extensions.Logging;

namespace Ledger.Workflows.Definitions;

/// <summary>Imports the folder of definitions (features.md W1): changed content is a new version, unchanged content nothing.</summary>
/// <remarks>
/// No file stops the host: one that cannot be read, compiled or published is listed with place and reason. A file goes
/// only over a version that came from a file: what a process owner edited in the designer since stays, and the file is
/// listed as <see cref="FolderImportStatus.Differs"/> until it is imported by hand. A definition that was retracted
/// stays retracted; one that was deleted comes back with the next start as long as its file is there. Two nodes that
/// start at once make one version.
/// </remarks>
internal sealed class FolderImporter(Definitions definitions, ILogger<FolderImporter> logger) : IFolderImporter
{
    private const long FileBytesMax = DefinitionLimits.LengthMax;
    private volatile IReadOnlyList<FolderImportEntry> _last = [];

    public IReadOnlyList<FolderImportEntry> Last => _last;

    public async Task<IReadOnlyList<FolderImportEntry>> ImportAsync(string folder, Actor actor, CancellationToken cancellationToken = default)
    {
        var entries = new SortedDictionary<string, FolderImportEntry>(StringComparer.Ordinal);
        var files = Read(folder, entries);

        // A file may use another as an activity, which must be published first: go round until nothing more succeeds.
        for (var open = files; open.Count > 0;)
        {
            var refused = new List<(string Name, JsonObject Definition)>();
            foreach (var file in open)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var entry = await ImportAsync(file.Name, file.Definition, actor, cancellationToken);
                var isSecondTry = entries.ContainsKey(file.Name);
                entries[file.Name] = isSecondTry && entry.Status == FolderImportStatus.Unchanged
                    ? entry with { Status = FolderImportStatus.Imported } // Stored in an earlier round, published in this one.
                    : entry;
                if (entry.Status == FolderImportStatus.Refused)
                {
                    refused.Add(file);
                }
            }

            open = refused.Count < open.Count ? refused : [];
        }

        Report(entries.Values);
        return _last = [.. entries.Values];
    }

    private List<(string Name, JsonObject Definition)> Read(string folder, SortedDictionary<string, FolderImportEntry> entries)
    {
        var files = new List<(string Name, JsonObject Definition)>();
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!Directory.Exists(folder))
        {
            logger.LogWarning("The folder of definitions does not exist: {Folder}.", folder);
            return files;
        }

        foreach (var path in DefinitionFiles.In(folder))
        {
            var name = Path.GetFileName(path);
            try
            {
                var definition = DefinitionJson.Parse(ReadText(path));
                var id = Graph.Json.Text(definition, "definitionId");
                if (string.IsNullOrEmpty(id))
                {
                    throw new WorkflowException("import.id-missing", "The file has no definitionId: every start would make another definition.");
                }

                if (!owners.TryAdd(id, name))
                {
                    throw new WorkflowException("import.definition-twice", $"The definition {id} is in {owners[id]} already.", id, owners[id]);
                }

                files.Add((name, definition));
            }
            catch (WorkflowException e)
            {
                entries[name] = Unreadable(name, e.Code, e.Message, [.. e.Arguments]);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or DecoderFallbackException)
            {
                entries[name] = Unreadable(name, "import.unreadable", e.Message, e.Message);
            }
        }

        return files;
    }

    private async Task<FolderImportEntry> ImportAsync(string name, JsonObject definition, Actor actor, CancellationToken cancellationToken)
    {
        try
        {
            var import = await definitions.ImportAsync(
                definition, "file:" + name, null, ImportRule.OnlyOverFiles, actor, cancellationToken);
            var status = import.Problems switch
            {
                [{ Code: "import.edited-in-designer" }, ..] => FolderImportStatus.Differs,
                [_, ..] => FolderImportStatus.Refused,
                _ => import.Changed ? FolderImportStatus.Imported : FolderImportStatus.Unchanged,
            };
            return new FolderImportEntry(name, status, import.DefinitionId, import.Version, import.Problems);
        }
        catch (WorkflowException e)
        {
            return Unreadable(name, e.Code, e.Message, [.. e.Arguments]);
        }
        catch (Exception e) when (e is not OperationCanceledException && !LedgerTransaction.IsTransient(e) && e is not System.Data.Common.DbException)
        {
            // A file that the compiler trips over must not keep the host from starting; a database that fails must.
            logger.LogError(e, "The definition {File} could not be imported.", name);
            return Unreadable(name, "import.unreadable", e.Message, e.Message);
        }
    }

    private void Report(IEnumerable<FolderImportEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.Status is FolderImportStatus.Imported)
            {
                logger.LogInformation("Definition {File}: version {Version} imported.", entry.File, entry.Version);
            }

            foreach (var problem in entry.Problems)
            {
                logger.LogWarning("Definition {File}, {Place}: {Message}", entry.File, problem.Place, problem.Message);
            }
        }
    }

    private static string ReadText(string path)
    {
        var file = new FileInfo(path);
        if (file.Length > FileBytesMax)
        {
            throw new WorkflowException(
                "definition.too-large", $"The file has {file.Length} bytes; {FileBytesMax} are the limit.", file.Length, FileBytesMax);
        }

        // Bytes that are no UTF-8 are refused instead of becoming question marks in a process.
        return File.ReadAllText(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
    }

    private static FolderImportEntry Unreadable(string name, string code, string message, params object?[] arguments) =>
        new(name, FolderImportStatus.Unreadable, null, null, [new DefinitionProblem(code, name, message, arguments)]);
}
