using System.Security.Cryptography;
using System.Text;

namespace Ledger.Api.Studio;

/// <summary>
/// A folder whose files are served. Only what was found in it is served, by its exact name: no path of a request ever
/// reaches the file system.
/// </summary>
internal sealed class ServedFolder(string root, bool mayChange)
{
    private readonly Lock _gate = new();
    private Listing? _listing;

    /// <summary>A hash over the files; it stands in their addresses, so that browsers may keep them forever.</summary>
    public string Version => Current().Version;

    /// <summary>The file of a name such as <c>_framework/dotnet.js</c>; null when there is none.</summary>
    public ServedFile? Find(string name) => Current().Files.GetValueOrDefault(name);

    /// <summary>The names.</summary>
    public IEnumerable<string> Names => Current().Files.Keys;

    // Our own files are few and change under a running server while somebody works on them; a package never does.
    private Listing Current()
    {
        lock (_gate)
        {
            if (_listing is not null && !mayChange)
            {
                return _listing;
            }

            var found = new DirectoryInfo(root).EnumerateFiles("*", SearchOption.AllDirectories)
                .OrderBy(f => f.FullName, StringComparer.Ordinal).ToList();
            var state = string.Join('\n', found.Select(f => FormattableString.Invariant($"{f.FullName} {f.Length} {f.LastWriteTimeUtc.Ticks}")));
            return _listing?.State == state ? _listing : _listing = Read(found, state);
        }
    }

    private Listing Read(List<FileInfo> found, string state)
    {
        var names = found.ToDictionary(f => Path.GetRelativePath(root, f.FullName).Replace('\\', '/'), StringComparer.Ordinal);
        var version = VersionOf(names);
        var files = names.Where(n => !IsTwin(n.Key, names)).ToDictionary(
            n => n.Key,
            n => new ServedFile(
                n.Value, version, names.GetValueOrDefault(n.Key + ".br"), names.GetValueOrDefault(n.Key + ".gz")),
            StringComparer.Ordinal);
        return new Listing(state, version, files);
    }

    private string VersionOf(Dictionary<string, FileInfo> names)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, file) in names.OrderBy(n => n.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{name} {file.Length}\n")));
            // A package of one version never changes, and its names and lengths tell versions apart; ours are read.
            if (mayChange || name is "package.json" or "_framework/dotnet.js")
            {
                hash.AppendData(File.ReadAllBytes(file.FullName));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private static bool IsTwin(string name, Dictionary<string, FileInfo> names) =>
        Path.GetExtension(name) is ".br" or ".gz" && names.ContainsKey(name[..^3]);

    private sealed record Listing(string State, string Version, Dictionary<string, ServedFile> Files);
}
