using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ledger.Domain.Folios;

/// <summary>The tax authority's public keys that are trusted, by their number (IDK).</summary>
/// <remarks>Only the two real ones are trusted by themselves; a test adds its own through <see cref="With"/>.</remarks>
public sealed class FolioAuthorityKeys
{
    private readonly Dictionary<int, FolioAuthorityKey> _keys;

    private FolioAuthorityKeys(IEnumerable<FolioAuthorityKey> keys) => _keys = keys.ToDictionary(key => key.Id);

    /// <summary>The authority's real keys: 100 for certification, 300 for production.</summary>
    public static FolioAuthorityKeys Real { get; } = new(
    [
        new FolioAuthorityKey(100, FolioEnvironment.Certification, Embedded("100.cer")),
        new FolioAuthorityKey(300, FolioEnvironment.Production, Embedded("300.cer")),
    ]);

    /// <summary>These keys and one more, for an installation whose settings name it.</summary>
    /// <exception cref="ArgumentException">A key with the number is trusted already, or it is not a readable RSA public key.</exception>
    public FolioAuthorityKeys With(FolioAuthorityKey key)
    {
        if (_keys.ContainsKey(key.Id))
        {
            throw new ArgumentException($"Key {key.Id} of the tax authority is trusted already and cannot be replaced.", nameof(key));
        }

        try
        {
            using var rsa = Load(key);
        }
        catch (CryptographicException e)
        {
            throw new ArgumentException($"Key {key.Id} is not an RSA public key in PEM.", nameof(key), e);
        }

        return new FolioAuthorityKeys(_keys.Values.Append(key));
    }

    /// <summary>The key with a number; null when it is not trusted here.</summary>
    public FolioAuthorityKey? Find(int id) => _keys.GetValueOrDefault(id);

    internal static RSA Load(FolioAuthorityKey key)
    {
        if (key.Pem.Contains("BEGIN CERTIFICATE", StringComparison.Ordinal))
        {
            using var certificate = X509Certificate2.CreateFromPem(key.Pem);
            return certificate.GetRSAPublicKey() ?? throw new CryptographicException("The certificate holds no RSA key.");
        }

        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(key.Pem);
        }
        catch (ArgumentException e)
        {
            rsa.Dispose();
            throw new CryptographicException("Not a PEM key.", e);
        }

        return rsa;
    }

    private static string Embedded(string name)
    {
        using var stream = typeof(FolioAuthorityKeys).Assembly.GetManifestResourceStream($"Ledger.Domain.Folios.AuthorityKeys.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
