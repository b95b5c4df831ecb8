using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ledger.Domain.Folios;

namespace Ledger.Api.Folios;

/// <summary>
/// Makes folio files of the tax authority's form, signed by a key made for it alone: for scenarios and the demo, whose companies exist nowhere. An installation
/// takes them only where <see cref="Authority"/> is among its trusted keys.
/// </summary>
internal sealed class FolioFileMaker
{
    /// <summary>The number of the key: none of the tax authority's.</summary>
    public const int KeyId = 901;

    private const int AuthorityBits = 1024;
    private const int CompanyBits = 512; // as the tax authority's are

    private readonly RSA _authority = RSA.Create(AuthorityBits);

    /// <summary>The key that signs, as settings would name it.</summary>
    public FolioAuthorityKey Authority => new(KeyId, FolioEnvironment.Production, _authority.ExportSubjectPublicKeyInfoPem());

    /// <summary>The tax authority's keys and this one.</summary>
    public FolioAuthorityKeys Keys => FolioAuthorityKeys.Real.With(Authority);

    /// <summary>A complete file, private key included, as bytes in the tax authority's encoding.</summary>
    /// <param name="rut">The company's tax id.</param>
    /// <param name="company">Its name.</param>
    /// <param name="documentType">The document kind.</param>
    /// <param name="first">The first number.</param>
    /// <param name="last">The last number.</param>
    /// <param name="authorizedOn">The day of the authorisation.</param>
    public byte[] Make(string rut, string company, int documentType, long first, long last, DateOnly authorizedOn)
    {
        using var key = RSA.Create(CompanyBits);
        var shown = key.ExportParameters(false);
        var name = new System.Xml.Linq.XText(company.Length > 40 ? company[..40] : company).ToString();
        var signed = string.Create(
            CultureInfo.InvariantCulture,
            $"<DA><RE>{rut}</RE><RS>{name}</RS><TD>{documentType}</TD><RNG><D>{first}</D><H>{last}</H></RNG><FA>{authorizedOn:yyyy-MM-dd}</FA>"
            + $"<RSAPK><M>{Convert.ToBase64String(shown.Modulus!)}</M><E>{Convert.ToBase64String(shown.Exponent!)}</E></RSAPK><IDK>{KeyId}</IDK></DA>");
        var signature = _authority.SignData(Encoding.Latin1.GetBytes(signed), HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);
        return Encoding.Latin1.GetBytes(
            $"<?xml version=\"1.0\"?>\n<AUTORIZACION>\n<CAF version=\"1.0\">\n{signed}\n<FRMA algoritmo=\"SHA1withRSA\">{Convert.ToBase64String(signature)}</FRMA>\n</CAF>\n"
            + $"<RSASK>{key.ExportRSAPrivateKeyPem()}\n</RSASK>\n<RSAPUBK>{key.ExportSubjectPublicKeyInfoPem()}\n</RSAPUBK>\n</AUTORIZACION>\n");
    }
}
