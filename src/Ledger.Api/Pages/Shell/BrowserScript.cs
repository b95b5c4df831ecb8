using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Ledger.Api.Pages.Shell;

/// <summary>Blazor's script for browsers.</summary>
/// <remarks>
/// Since .NET 10 the script is a package of its own, which the registries Ledger builds with do not have. The runtime
/// package of .NET 9 carries it inside an assembly; that assembly is embedded as it is, never loaded, and read once.
/// </remarks>
internal sealed class BrowserScript
{
    private const string Path = "/_framework/blazor.web.js";
    private const string Carrier = "blazor-script.dll";
    private const string Resource = "_framework/blazor.web.js";

    private readonly byte[] _script;
    private readonly Lazy<byte[]> _compressed;
    private readonly string _version;

    /// <summary>Reads the script.</summary>
    public BrowserScript()
    {
        _script = Read();
        _version = Convert.ToHexStringLower(SHA256.HashData(_script))[..16];
        _compressed = new Lazy<byte[]>(Compress);
    }

    /// <summary>The address for pages; it changes with the script, so that browsers may keep it forever.</summary>
    public string Address => $"{Path}?v={_version}";

    /// <summary>Adds the route.</summary>
    public static void Map(IEndpointRouteBuilder app) => app.MapMethods(Path, ["GET", "HEAD"], SendAsync).AllowAnonymous().ExcludeFromDescription();

    private static Task SendAsync(HttpContext http, BrowserScript script)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = http.Request.Query["v"] == script._version ? "public, max-age=31536000, immutable" : "no-cache";
        headers.Vary = HeaderNames.AcceptEncoding;
        http.Response.ContentType = "text/javascript; charset=utf-8";
        var takesBrotli = http.Request.GetTypedHeaders().AcceptEncoding.Any(e => e.Value == "br" && (e.Quality ?? 1) > 0);
        var body = takesBrotli ? script._compressed.Value : script._script;
        if (takesBrotli)
        {
            headers.ContentEncoding = "br";
        }

        http.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.Body.WriteAsync(body, http.RequestAborted).AsTask();
    }

    private byte[] Compress()
    {
        using var into = new MemoryStream();
        using (var brotli = new BrotliStream(into, CompressionLevel.Optimal, leaveOpen: true))
        {
            brotli.Write(_script);
        }

        return into.ToArray();
    }

    private static byte[] Read()
    {
        using var carrier = typeof(BrowserScript).Assembly.GetManifestResourceStream(Carrier)
            ?? throw new InvalidOperationException($"The build lacks {Carrier}.");
        using var image = new PEReader(carrier);
        var metadata = image.GetMetadataReader();
        var resource = metadata.ManifestResources.Select(metadata.GetManifestResource).First(r => metadata.GetString(r.Name) == Resource);
        var section = image.GetSectionData(image.PEHeaders.CorHeader!.ResourcesDirectory.RelativeVirtualAddress);
        var length = section.GetReader((int)resource.Offset, sizeof(int)).ReadInt32();
        return section.GetReader((int)resource.Offset + sizeof(int), length).ReadBytes(length);
    }
}
