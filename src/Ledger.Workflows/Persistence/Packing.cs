using System.IO.Compression;

namespace Ledger.Workflows.Persistence;

/// <summary>Documents as bytes: as they are while small, deflated when that saves space. The first byte tells: no document begins with 1.</summary>
internal static class Packing
{
    private const byte Deflated = 1;

    // Deflating costs some 30 µs a kilobyte on the writer's thread; below this size it saves less than a database page.
    private const int DeflateFrom = 3_000;

    public static byte[] Pack(byte[] document, int deflateFrom = DeflateFrom)
    {
        if (document.Length < deflateFrom)
        {
            return document;
        }

        using var target = new MemoryStream(document.Length / 3);
        target.WriteByte(Deflated);
        using (var deflate = new DeflateStream(target, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(document);
        }

        return target.Length < document.Length ? target.ToArray() : document;
    }

    public static ReadOnlySpan<byte> Unpack(byte[] packed)
    {
        if (packed.Length == 0 || packed[0] != Deflated)
        {
            return packed;
        }

        using var source = new DeflateStream(new MemoryStream(packed, 1, packed.Length - 1), CompressionMode.Decompress);
        using var target = new MemoryStream(packed.Length * 4);
        source.CopyTo(target);
        return target.GetBuffer().AsSpan(0, (int)target.Length);
    }
}
