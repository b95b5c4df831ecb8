using System.IO.Compression;

namespace Ledger.Workflows.Persistence;

/// <summary>Documents as bytes: plain while small, deflated when that saves space; the first byte tells which.</summary>
internal static class Packing
{
    private const byte Plain = 0;
    private const byte Deflated = 1;

    // Deflating costs some 30 µs a kilobyte on the writer's thread; below this size it saves less than a database page.
    private const int DeflateFrom = 3_000;

    public static byte[] Pack(ReadOnlySpan<byte> document, int deflateFrom = DeflateFrom)
    {
        if (document.Length >= deflateFrom)
        {
            using var target = new MemoryStream(document.Length / 3);
            target.WriteByte(Deflated);
            using (var deflate = new DeflateStream(target, CompressionLevel.Fastest, leaveOpen: true))
            {
                deflate.Write(document);
            }

            if (target.Length < document.Length)
            {
                return target.ToArray();
            }
        }

        var packed = new byte[document.Length + 1];
        packed[0] = Plain;
        document.CopyTo(packed.AsSpan(1));
        return packed;
    }

    public static ReadOnlyMemory<byte> Unpack(byte[] packed)
    {
        if (packed.Length == 0 || packed[0] == Plain)
        {
            return packed.Length == 0 ? packed : packed.AsMemory(1);
        }

        using var source = new DeflateStream(new MemoryStream(packed, 1, packed.Length - 1), CompressionMode.Decompress);
        using var target = new MemoryStream(packed.Length * 4);
        source.CopyTo(target);
        return target.GetBuffer().AsMemory(0, (int)target.Length);
    }
}
