namespace Ledger.Domain.Imports;

/// <summary>A file to be imported; it is read twice (checked, then run), so it can be opened again.</summary>
/// <param name="Name">Its name, without folders.</param>
/// <param name="Open">Opens it from its beginning.</param>
/// <param name="Length">Its size in bytes.</param>
public sealed record ImportFile(string Name, Func<Stream> Open, long Length)
{
    /// <summary>A file on disk.</summary>
    public static ImportFile OnDisk(string path) => new(
        Path.GetFileName(path),
        () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan),
        new FileInfo(path).Length);

    /// <summary>A file in memory, such as an upload.</summary>
    public static ImportFile InMemory(string name, byte[] content) => new(Path.GetFileName(name), () => new MemoryStream(content, writable: false), content.Length);
}
