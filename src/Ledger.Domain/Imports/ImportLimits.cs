namespace Ledger.Domain.Imports;

/// <summary>What an importer reads at most; beyond it, a file or a line is refused with a reason.</summary>
public sealed record ImportLimits
{
    /// <summary>The largest file, in bytes.</summary>
    public long FileBytesMax { get; init; } = 512L << 20;

    /// <summary>The longest line, in bytes; a longer one is rejected without being kept in memory.</summary>
    public int LineBytesMax { get; init; } = 16_384;

    /// <summary>How many lines are written in one unit of work.</summary>
    public int ChunkLines { get; init; } = 2_000;

    /// <summary>How many reasons a preview holds; the counts are of all lines.</summary>
    public int PreviewReasonsMax { get; init; } = 500;
}
