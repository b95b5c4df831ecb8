using System.IO.Compression;
using Microsoft.Extensions.Primitives;

namespace Ledger.Api.Designer.Descriptors;

/// <summary>The toolbox as it goes over the wire, compressed once.</summary>
internal sealed class ToolboxDocument(string revision, byte[] json)
{
    private readonly Lazy<byte[]> _brotli = new(() => Compress(json, s => new BrotliStream(s, CompressionLevel.Optimal)));
    private readonly Lazy<byte[]> _gzip = new(() => Compress(json, s => new GZipStream(s, CompressionLevel.Optimal)));

    /// <summary>Changes when the content does.</summary>
    public string Revision { get; } = revision;

    /// <summary>The plain text.</summary>
    public byte[] Json { get; } = json;

    /// <summary>The text in the best encoding that a client accepts.</summary>
    public (byte[] Body, string? Encoding) For(StringValues acceptEncoding)
    {
        var accepted = acceptEncoding.ToString();
        return accepted.Contains("br", StringComparison.OrdinalIgnoreCase) ? (_brotli.Value, "br")
            : accepted.Contains("gzip", StringComparison.OrdinalIgnoreCase) ? (_gzip.Value, "gzip")
            : (Json, null);
    }

    private static byte[] Compress(byte[] content, Func<Stream, Stream> encoder)
    {
        using var result = new MemoryStream();
        using (var stream = encoder(result))
        {
            stream.Write(content);
        }

        return result.ToArray();
    }
}
