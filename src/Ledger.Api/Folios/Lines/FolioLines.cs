using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ledger.Domain;

namespace Ledger.Api.Folios.Lines;

/// <summary>The lines to other installations as the settings say (F9). What is wrong with one is said at the start.</summary>
internal sealed class FolioLines
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Ledger:Folios:Lines";

    private FolioLines(IReadOnlyList<FolioLineSetting> all) => All = all;

    /// <summary>All of them.</summary>
    public IReadOnlyList<FolioLineSetting> All { get; }

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidOperationException">A line is incomplete, not over HTTPS, or named twice.</exception>
    public static FolioLines Read(IConfiguration configuration, string dataFolder)
    {
        var lines = new List<FolioLineSetting>();
        foreach (var entry in configuration.GetSection(Section).GetChildren())
        {
            var line = entry.Get<FolioLineSetting>() ?? new FolioLineSetting();
            if (line.End < 0 || line.Url.Length == 0 || line.ApiKey.Length == 0 || line.User.Length == 0)
            {
                throw new InvalidOperationException($"The setting {entry.Path} needs End (a branch's code, 0 for head office), Url, ApiKey and User.");
            }

            if (!line.ApiKey.All(c => c is > ' ' and <= '~'))
            {
                throw new InvalidOperationException($"The setting {entry.Path}:ApiKey holds characters that no API key has: copy it again.");
            }

            if (line.Company is { } company)
            {
                line.Company = Rut.TryParse(company, out var rut) ? rut.ToString() : throw new InvalidOperationException($"The setting {entry.Path}:Company is no tax id.");
            }

            if (!Uri.TryCreate(line.Url, UriKind.Absolute, out var url) || url.UserInfo.Length + url.Query.Length + url.Fragment.Length > 0 || (url.Scheme != Uri.UriSchemeHttps && !(url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
            {
                throw new InvalidOperationException($"The setting {entry.Path}:Url must be an https address: private keys travel there. Plain http is taken for this machine only.");
            }

            if (line.CaFile is { } file)
            {
                line.CaFile = Path.GetFullPath(file, dataFolder);
                if (!File.Exists(line.CaFile))
                {
                    throw new InvalidOperationException($"The setting {entry.Path}:CaFile names the file {line.CaFile}, which does not exist.");
                }

                CheckCertificates(entry.Path, line.CaFile);
            }

            if (lines.Exists(l => l.End == line.End && l.Company == line.Company))
            {
                throw new InvalidOperationException($"The setting {entry.Path} names the end {line.End} a second time.");
            }

            lines.Add(line);
        }

        return new FolioLines(lines);
    }

    private static void CheckCertificates(string setting, string file)
    {
        var found = new X509Certificate2Collection();
        try
        {
            found.ImportFromPemFile(file);
        }
        catch (CryptographicException unreadable)
        {
            throw new InvalidOperationException($"The setting {setting}:CaFile names the file {file}, which cannot be read: {unreadable.Message}", unreadable);
        }

        if (found.Count == 0)
        {
            throw new InvalidOperationException($"The setting {setting}:CaFile names the file {file}, which holds no certificate in PEM.");
        }
    }

    /// <summary>The line to an end of a company; null when the settings name none.</summary>
    public FolioLineSetting? Find(string rut, int end) =>
        All.FirstOrDefault(l => l.End == end && l.Company == rut) ?? All.FirstOrDefault(l => l.End == end && l.Company is null);

    /// <summary>What carries messages over a line: no redirects, and only the certificates that are trusted for it.</summary>
    public static HttpMessageHandler HandlerOf(FolioLineSetting line)
    {
        // A redirect would carry the private keys to an address that nobody configured.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        if (line.CaFile is { } file)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(file);
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        return handler;
    }
}
