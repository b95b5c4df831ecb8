using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Ledger.Domain.Folios;

/// <summary>
/// Reads a folio authorisation file (CAF) that anybody may have made (F1). Nothing in it is resolved or expanded; markup that no
/// real file has, and that could show the reader one thing and the signature another, is refused.
/// </summary>
internal static partial class CafReader
{
    /// <summary>The largest file looked at; a real one has 1 to 2 KB.</summary>
    public const int BytesMax = 64 * 1024;

    private const int DepthMax = 8;
    private const int ElementsMax = 64;
    private const long NumberMax = 9_999_999_999;

    // Whatever else a file holds is not signed by anybody.
    private static readonly HashSet<string> Elements =
    [
        "AUTORIZACION", "AUTORIZACION/RSASK", "AUTORIZACION/RSAPUBK", "AUTORIZACION/CAF", "AUTORIZACION/CAF/FRMA",
        .. new[] { "", "/RE", "/RS", "/TD", "/RNG", "/RNG/D", "/RNG/H", "/FA", "/RSAPK", "/RSAPK/M", "/RSAPK/E", "/IDK" }.Select(path => "AUTORIZACION/CAF/DA" + path),
    ];

    private static readonly Encoding StrictUtf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
    private static readonly Encoding StrictLatin1 = Encoding.GetEncoding("iso-8859-1", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

    /// <summary>Reads a file.</summary>
    /// <exception cref="CafException">It is unsafe or no folio authorisation.</exception>
    public static Caf Read(ReadOnlySpan<byte> file)
    {
        if (file.Length > BytesMax)
        {
            throw new CafException(FolioVerdict.UnsafeXml, "size");
        }

        var text = Decode(file);
        RefuseUnsafe(text);
        var values = Walk(text);
        return Build(text, values);
    }

    /// <summary>A real file declares no encoding, which XML reads as UTF-8, and is in Latin-1 (formats.md §2).</summary>
    private static string Decode(ReadOnlySpan<byte> file)
    {
        var hasMark = file.StartsWith(Encoding.UTF8.Preamble);
        var body = hasMark ? file[Encoding.UTF8.Preamble.Length..] : file;
        if (body.Contains((byte)0))
        {
            throw new CafException(FolioVerdict.NotFolioFile, "XML");
        }

        var start = Encoding.Latin1.GetString(body[..Math.Min(body.Length, 200)]);
        var declared = Declaration().Match(start).Groups[1].Value.ToUpperInvariant();
        var encoding = declared switch
        {
            "UTF-8" or "UTF8" => StrictUtf8,
            "" when hasMark => StrictUtf8,
            "" or "ISO-8859-1" or "ISO8859-1" or "LATIN1" or "US-ASCII" => Encoding.Latin1,
            _ => throw new CafException(FolioVerdict.NotFolioFile, "encoding"),
        };
        try
        {
            return encoding.GetString(body).Trim();
        }
        catch (DecoderFallbackException)
        {
            throw new CafException(FolioVerdict.NotFolioFile, "encoding");
        }
    }

    // DTDs, comments and CDATA all begin with "<!"; instructions with "<?". A signed part hidden in one of them could be
    // taken for the real one, so none is let through, wherever it stands.
    private static void RefuseUnsafe(string text)
    {
        if (text.Length == 0)
        {
            throw new CafException(FolioVerdict.NotFolioFile, "XML");
        }

        if (text.Contains("<!", StringComparison.Ordinal))
        {
            throw new CafException(FolioVerdict.UnsafeXml, "<!");
        }

        if (text.IndexOf("<?", 1, StringComparison.Ordinal) >= 0)
        {
            throw new CafException(FolioVerdict.UnsafeXml, "<?");
        }

        if (ForeignEntity().IsMatch(text))
        {
            throw new CafException(FolioVerdict.UnsafeXml, "&");
        }
    }

    private static Dictionary<string, string> Walk(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = BytesMax,
            IgnoreWhitespace = true,
        };
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), settings);
            var path = new List<string>();
            var elements = 0;
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element)
                {
                    if (reader.Depth >= DepthMax || ++elements > ElementsMax)
                    {
                        throw new CafException(FolioVerdict.UnsafeXml, "depth");
                    }

                    path.RemoveRange(reader.Depth, path.Count - reader.Depth);
                    path.Add(reader.Name);
                    if (!values.TryAdd(string.Join('/', path), string.Empty))
                    {
                        throw new CafException(FolioVerdict.NotFolioFile, reader.Name);
                    }
                }
                else if (reader.NodeType == XmlNodeType.Text)
                {
                    values[string.Join('/', path.Take(reader.Depth))] += reader.Value;
                }
            }
        }
        catch (XmlException)
        {
            throw new CafException(FolioVerdict.NotFolioFile, "XML");
        }

        return values.Keys.FirstOrDefault(path => !Elements.Contains(path)) is { } foreign
            ? throw new CafException(FolioVerdict.NotFolioFile, foreign[(foreign.LastIndexOf('/') + 1)..])
            : values;
    }

    private static Caf Build(string text, Dictionary<string, string> values)
    {
        var signed = Between(text, "<DA>", "</DA>");
        byte[] bytes;
        try
        {
            bytes = StrictLatin1.GetBytes(WhiteSpaceBetweenTags().Replace(signed, "><"));
        }
        catch (EncoderFallbackException)
        {
            throw new CafException(FolioVerdict.SignatureFalse, "DA");
        }

        var (first, last) = (Number("DA/RNG/D"), Number("DA/RNG/H"));
        if (first < 1 || last < first)
        {
            throw new CafException(FolioVerdict.NotFolioFile, "RNG");
        }

        var documentType = (int)Math.Min(Number("DA/TD"), int.MaxValue);
        return new Caf
        {
            Rut = Rut.TryParse(Value("DA/RE"), out var rut) ? rut.ToString() : throw new CafException(FolioVerdict.NotFolioFile, "RE"),
            CompanyName = Value("DA/RS"),
            DocumentType = FolioKinds.IsKnown(documentType) ? documentType : throw new CafException(FolioVerdict.NotFolioFile, "TD"),
            First = first,
            Last = last,
            AuthorizedOn = DateOnly.TryParseExact(Value("DA/FA"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                ? date
                : throw new CafException(FolioVerdict.NotFolioFile, "FA"),
            KeyId = (int)Math.Min(Number("DA/IDK"), int.MaxValue),
            Digest = Convert.ToHexString(SHA256.HashData(bytes)),
            Element = Between(text, "<CAF ", "</CAF>"),
            Signed = bytes,
            Signature = Base64("FRMA"),
            Modulus = Base64("DA/RSAPK/M"),
            Exponent = Base64("DA/RSAPK/E"),
            PrivateKey = Pem(values.GetValueOrDefault("AUTORIZACION/RSASK")),
            PublicKey = Pem(values.GetValueOrDefault("AUTORIZACION/RSAPUBK")),
        };

        string Value(string path) => values.TryGetValue("AUTORIZACION/CAF/" + path, out var value) && value.Trim() is { Length: > 0 and <= 1000 } trimmed
            ? trimmed
            : throw new CafException(FolioVerdict.NotFolioFile, path[(path.LastIndexOf('/') + 1)..]);

        long Number(string path) =>
            long.TryParse(Value(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= NumberMax
                ? number
                : throw new CafException(FolioVerdict.NotFolioFile, path[(path.LastIndexOf('/') + 1)..]);

        byte[] Base64(string path)
        {
            try
            {
                return Convert.FromBase64String(Value(path));
            }
            catch (FormatException)
            {
                throw new CafException(FolioVerdict.NotFolioFile, path[(path.LastIndexOf('/') + 1)..]);
            }
        }
    }

    // Only the key itself: text around it would go out again in the file that is sent to a branch.
    private static string? Pem(string? text) => PemEncoding.TryFind(text, out var fields) ? text![fields.Location] : null;

    /// <summary>The one element with this tag, tags included, exactly as it stands in the file.</summary>
    private static string Between(string text, string open, string close)
    {
        var start = text.IndexOf(open, StringComparison.Ordinal);
        var end = text.IndexOf(close, StringComparison.Ordinal);
        return start >= 0 && end > start
            && text.IndexOf(open, start + 1, StringComparison.Ordinal) < 0 && text.IndexOf(close, end + 1, StringComparison.Ordinal) < 0
            ? text[start..(end + close.Length)]
            : throw new CafException(FolioVerdict.NotFolioFile, close[2..^1]);
    }

    [GeneratedRegex("^\\s*<\\?xml[^>]*encoding\\s*=\\s*[\"']([A-Za-z0-9._-]+)[\"']")]
    private static partial Regex Declaration();

    [GeneratedRegex("&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)")]
    private static partial Regex ForeignEntity();

    [GeneratedRegex(">\\s+<")]
    private static partial Regex WhiteSpaceBetweenTags();
}
