using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Ledger.Domain.Folios;

namespace Ledger.Domain.Tests.Folios;

/// <summary>Makes complete folio files, signed by a key of ours that only tests trust.</summary>
public static partial class CafFixture
{
    public const int TestKeyId = 900;
    public const string Rut = "76192083-9";

    private static readonly RSA Authority = RSA.Create(1024);
    private static readonly RSA OtherAuthority = RSA.Create(1024);
    private static readonly RSA Company = RSA.Create(1024);

    /// <summary>The real keys and the tests' own, as settings would add it.</summary>
    public static FolioAuthorityKeys Keys { get; } = FolioAuthorityKeys.Real.With(
        new FolioAuthorityKey(TestKeyId, FolioEnvironment.Production, Authority.ExportSubjectPublicKeyInfoPem()));

    public static string PrivateKeyPem => Company.ExportRSAPrivateKeyPem();

    public static FolioFile File(
        int type = 33, long first = 1, long last = 100, string authorizedOn = "2026-06-01", string rut = Rut, string? name = null, bool withKey = true) =>
        new(name ?? $"FoliosSII{type}-{first}.xml", Bytes(Text(type, first, last, authorizedOn, rut, withKey: withKey)));

    public static string Text(
        int type = 33, long first = 1, long last = 100, string authorizedOn = "2026-06-01", string rut = Rut, int keyId = TestKeyId,
        bool forged = false, bool withKey = true, string? company = null, RSA? shownKey = null)
    {
        var key = Company.ExportParameters(false);
        var signedPart = string.Create(CultureInfo.InvariantCulture, $"""
            <DA>
            <RE>{rut}</RE>
            <RS>{company ?? "DISEÑO & ANDES"}</RS>
            <TD>{type}</TD>
            <RNG><D>{first}</D><H>{last}</H></RNG>
            <FA>{authorizedOn}</FA>
            <RSAPK><M>{Convert.ToBase64String(key.Modulus!)}</M><E>{Convert.ToBase64String(key.Exponent!)}</E></RSAPK>
            <IDK>{keyId}</IDK>
            </DA>
            """).Replace("&", "&amp;", StringComparison.Ordinal);
        var signature = (forged ? OtherAuthority : Authority).SignData(
            Encoding.Latin1.GetBytes(BetweenTags().Replace(signedPart, "><")), HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);
        var pair = shownKey ?? Company;
        return $"""
            <?xml version="1.0"?>
            <AUTORIZACION>
            <CAF version="1.0">
            {signedPart}
            <FRMA algoritmo="SHA1withRSA">{Convert.ToBase64String(signature)}</FRMA>
            </CAF>
            {(withKey ? $"<RSASK>{pair.ExportRSAPrivateKeyPem()}\n</RSASK>" : "<RSASK>-----BEGIN RSA PRIVATE KEY-----\nREDACTED\n-----END RSA PRIVATE KEY-----</RSASK>")}
            <RSAPUBK>{pair.ExportSubjectPublicKeyInfoPem()}
            </RSAPUBK>
            </AUTORIZACION>
            """;
    }

    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    [GeneratedRegex(">\\s+<")]
    private static partial Regex BetweenTags();
}
