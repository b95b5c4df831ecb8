using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ledger.EndToEnd.Folios;

/// <summary>An authority of certificates that exists for one test, and the certificate it gives to a server of this machine.</summary>
internal sealed class TestAuthority : IDisposable
{
    public const string Password = "only-for-this-test";
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _root;

    public TestAuthority(string name)
    {
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _root = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
    }

    /// <summary>Writes its own certificate, for those who shall trust it.</summary>
    public void WriteRoot(string path) => File.WriteAllText(path, _root.ExportCertificatePem());

    /// <summary>Writes a server's certificate for 127.0.0.1, with its key.</summary>
    public void WriteServer(string path)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(_root, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1), RandomNumberGenerator.GetBytes(8));
        using var whole = issued.CopyWithPrivateKey(key);
        File.WriteAllBytes(path, whole.Export(X509ContentType.Pfx, Password));
    }

    public void Dispose()
    {
        _root.Dispose();
        _key.Dispose();
    }
}
