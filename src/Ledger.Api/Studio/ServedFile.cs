using System.IO.Compression;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Ledger.Api.Studio;

/// <summary>A file with its compressed twins. What has none and is worth it is compressed once, when first asked for.</summary>
internal sealed class ServedFile
{
    private const int WorthCompressing = 1024;

    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".json"] = "application/json; charset=utf-8",
        [".map"] = "application/json; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".webmanifest"] = "application/manifest+json",
        [".wasm"] = "application/wasm",
        [".woff2"] = "font/woff2",
        [".ttf"] = "font/ttf",
        [".png"] = "image/png",
        [".ico"] = "image/x-icon",
        [".cur"] = "image/x-icon",
    };

    private readonly FileInfo _file;
    private readonly string _version;

    // The better encoding first.
    private readonly List<Twin> _twins = [];

    /// <summary>Describes a file.</summary>
    /// <param name="file">The file itself.</param>
    /// <param name="version">The version of its folder, which is that of the file too.</param>
    /// <param name="brotli">Its ready-made <c>.br</c> twin, if any.</param>
    /// <param name="gzip">Its ready-made <c>.gz</c> twin, if any.</param>
    public ServedFile(FileInfo file, string version, FileInfo? brotli, FileInfo? gzip)
    {
        _file = file;
        _version = version;
        ContentType = Types.GetValueOrDefault(file.Extension, "application/octet-stream");
        var makes = file.Length >= WorthCompressing && file.Extension is ".html" or ".js" or ".css" or ".json" or ".svg";
        Add("br", brotli, makes ? to => new BrotliStream(to, CompressionLevel.Optimal, leaveOpen: true) : null);
        Add("gzip", gzip, makes ? to => new GZipStream(to, CompressionLevel.Optimal, leaveOpen: true) : null);
    }

    /// <summary>Its media type.</summary>
    public string ContentType { get; }

    /// <summary>The file as text.</summary>
    public Task<string> ReadTextAsync(CancellationToken cancellationToken) => File.ReadAllTextAsync(_file.FullName, cancellationToken);

    /// <summary>Answers a GET or HEAD with the file in an encoding the caller takes, or with 304 when the caller has it.</summary>
    /// <param name="http">The request.</param>
    /// <param name="isForever">True when the address holds the version, so that the answer never changes.</param>
    public async Task SendAsync(HttpContext http, bool isForever)
    {
        var twin = Choose(http.Request.Headers.AcceptEncoding);
        var tag = $"\"{_version}{(twin is null ? string.Empty : "-" + twin.Encoding)}\"";
        var headers = http.Response.Headers;
        headers.CacheControl = isForever ? "public, max-age=31536000, immutable" : "no-cache";
        headers.ETag = tag;
        if (_twins.Count > 0)
        {
            headers.Vary = HeaderNames.AcceptEncoding;
        }

        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(t => t.Tag == "*" || t.Tag == tag))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        http.Response.ContentType = ContentType;
        if (twin is not null)
        {
            headers.ContentEncoding = twin.Encoding;
        }

        var bytes = twin?.Bytes?.Value;
        var file = twin?.File ?? _file;
        http.Response.ContentLength = bytes?.LongLength ?? file.Length;
        if (HttpMethods.IsHead(http.Request.Method))
        {
            return;
        }

        await (bytes is null
            ? http.Response.SendFileAsync(file.FullName, http.RequestAborted)
            : http.Response.Body.WriteAsync(bytes, http.RequestAborted).AsTask());
    }

    private Twin? Choose(StringValues accepted)
    {
        if (accepted.Count == 0 || !StringWithQualityHeaderValue.TryParseList(accepted, out var encodings))
        {
            return null;
        }

        return _twins.Find(t => encodings.FirstOrDefault(e => e.Value.Equals(t.Encoding, StringComparison.OrdinalIgnoreCase)) is { } e && (e.Quality ?? 1) > 0);
    }

    private void Add(string encoding, FileInfo? file, Func<Stream, Stream>? compress)
    {
        if (file is not null)
        {
            _twins.Add(new Twin(encoding, file, null));
        }
        else if (compress is not null)
        {
            _twins.Add(new Twin(encoding, null, new Lazy<byte[]>(() => Compress(compress))));
        }
    }

    private byte[] Compress(Func<Stream, Stream> compress)
    {
        using var into = new MemoryStream();
        using (var stream = compress(into))
        {
            stream.Write(File.ReadAllBytes(_file.FullName));
        }

        return into.ToArray();
    }

    private sealed record Twin(string Encoding, FileInfo? File, Lazy<byte[]>? Bytes);
}
