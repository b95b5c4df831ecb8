namespace Ledger.Domain.Folios;

/// <summary>A file given for import, as its bytes: its encoding is not to be trusted.</summary>
/// <remarks>It may hold a private key, so it says no more than its name about itself.</remarks>
public sealed class FolioFile(string name, ReadOnlyMemory<byte> content)
{
    /// <summary>The most bytes that are looked at; a larger file is none of the authority's, and is refused as unsafe.</summary>
    public const int BytesMax = CafReader.BytesMax;

    /// <summary>The name it was given under; only shown, never trusted.</summary>
    public string Name { get; } = name;

    /// <summary>The bytes.</summary>
    internal ReadOnlyMemory<byte> Content { get; } = content;

    /// <summary>Reads a file from outside: of one that is too large only so much that its verdict can say so.</summary>
    /// <param name="path">The name, or a path of whatever system: only its last part is kept.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<FolioFile> ReadAsync(string path, Stream content, CancellationToken cancellationToken = default)
    {
        var bytes = new byte[BytesMax + 1];
        var read = await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return new FolioFile(path[(path.LastIndexOfAny(['/', '\\']) + 1)..], bytes.AsMemory(0, read));
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
