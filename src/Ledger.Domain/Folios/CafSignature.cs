using System.Security.Cryptography;

namespace Ledger.Domain.Folios;

/// <summary>What the cryptography of a folio authorisation says (F1).</summary>
internal static class CafSignature
{
    private static readonly string[] KeyLabels = ["RSA PRIVATE KEY", "PRIVATE KEY"];

    /// <summary>Whether the tax authority signed it: null when it did, else the verdict.</summary>
    public static FolioVerdict? Check(Caf caf, FolioAuthorityKey key)
    {
        try
        {
            using var rsa = FolioAuthorityKeys.Load(key);
            return rsa.VerifyData(caf.Signed, caf.Signature, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1) ? null : FolioVerdict.SignatureFalse;
        }
        catch (CryptographicException)
        {
            // SHA-1 with 512 bits is the authority's choice; a hardened machine may refuse it. That is not a false signature.
            return FolioVerdict.SignatureUncheckable;
        }
    }

    /// <summary>
    /// Whether the file's own keys are the authorised pair: accepted, accepted without a key (none, or not readable as one), or a mismatch.
    /// </summary>
    public static FolioVerdict CheckPair(Caf caf)
    {
        if (caf.PublicKey is { } publicKey && Export(publicKey) is { } shown && !IsAuthorized(caf, shown))
        {
            return FolioVerdict.KeyMismatch;
        }

        if (caf.PrivateKey is not { } privateKey || !KeyLabels.Any(label => privateKey.Contains($"BEGIN {label}-", StringComparison.Ordinal)))
        {
            return FolioVerdict.AcceptedWithoutKey;
        }

        return Export(privateKey) switch
        {
            null => FolioVerdict.AcceptedWithoutKey,
            var key when IsAuthorized(caf, key.Value) => FolioVerdict.Accepted,
            _ => FolioVerdict.KeyMismatch,
        };
    }

    private static bool IsAuthorized(Caf caf, RSAParameters key) =>
        Significant(key.Modulus).SequenceEqual(Significant(caf.Modulus)) && Significant(key.Exponent).SequenceEqual(Significant(caf.Exponent));

    private static ReadOnlySpan<byte> Significant(ReadOnlySpan<byte> number) => number.TrimStart((byte)0);

    private static RSAParameters? Export(string pem)
    {
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            return rsa.ExportParameters(false);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return null;
        }
    }
}
