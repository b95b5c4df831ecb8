namespace Ledger.Domain.Folios;

/// <summary>A file given for import, as its bytes: its encoding is not to be trusted.</summary>
/// <remarks>It may hold a private key, so it says no more than its name about itself.</remarks>
public sealed class FolioFile(string name, ReadOnlyMemory<byte> content)
{
    /// <summary>The name it was given under; only shown, never trusted.</summary>
    public string Name { get; } = name;

    /// <summary>The bytes.</summary>
    internal ReadOnlyMemory<byte> Content { get; } = content;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
