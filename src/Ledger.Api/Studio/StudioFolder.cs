namespace Ledger.Api.Studio;

/// <summary>Where the designer's files are: our page in <c>wwwroot</c>, Elsa Studio in <c>node_modules</c>.</summary>
/// <remarks>
/// A setting, else the folder <c>Studio</c> beside the program (a published one carries it), else the source folder
/// that a development build wrote down, so that nobody copies the package into every output folder.
/// </remarks>
internal sealed class StudioFolder
{
    /// <summary>The npm package inside the folder.</summary>
    public const string PackageName = "node_modules/@elsa-workflows/elsa-studio-wasm";

    // Written by Ledger.Api.csproj.
    private const string SourceNote = "studio-folder.txt";

    /// <summary>Looks for the folder.</summary>
    public StudioFolder(IConfiguration configuration)
        : this(Candidates(configuration["Ledger:Studio:Folder"], AppContext.BaseDirectory))
    {
    }

    /// <summary>Takes the first folder that has our page.</summary>
    internal StudioFolder(IEnumerable<string> candidates)
    {
        Root = candidates.FirstOrDefault(c => Directory.Exists(Path.Combine(c, "wwwroot")));
        Own = Root is null ? null : new ServedFolder(Path.Combine(Root, "wwwroot"), mayChange: true);
        var package = Root is null ? null : Path.Combine(Root, PackageName);
        Package = File.Exists(Path.Combine(package ?? string.Empty, "_framework/blazor.webassembly.js")) ? new ServedFolder(package!, mayChange: false) : null;
    }

    /// <summary>The folder; null when there is none.</summary>
    public string? Root { get; }

    /// <summary>Our page around the studio; null when there is no folder.</summary>
    public ServedFolder? Own { get; }

    /// <summary>Elsa Studio; null when the package was not installed.</summary>
    public ServedFolder? Package { get; }

    private static IEnumerable<string> Candidates(string? setting, string program)
    {
        if (setting is not null)
        {
            yield return Path.GetFullPath(setting, program);
            yield break;
        }

        yield return Path.Combine(program, "Studio");
        var note = Path.Combine(program, SourceNote);
        if (File.Exists(note))
        {
            yield return File.ReadAllText(note).Trim();
        }
    }
}
