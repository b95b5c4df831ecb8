using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ledger.Workflows.Tests.Mail;

/// <summary>A real SMTP server (Debian's python3-aiosmtpd) on 127.0.0.1 that writes what it gets into a folder.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    // With a third argument (a PEM file of certificate and key) it wants STARTTLS and the sign-in of the fourth and fifth.
    // Refuses any recipient that contains "refused"; puts off "busy" with a temporary error.
    private const string Script =
        """
        import sys, time, os
        from aiosmtpd.controller import Controller
        class Handler:
            count = 0
            async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
                if 'refused' in address: return '550 no such user'
                if 'busy' in address: return '450 try later'
                envelope.rcpt_tos.append(address)
                return '250 OK'
            async def handle_DATA(self, server, session, envelope):
                Handler.count += 1
                name = os.path.join(sys.argv[2], '%04d.eml' % Handler.count)
                with open(name + '.tmp', 'wb') as f: f.write(('X-To: ' + ','.join(envelope.rcpt_tos) + '\r\n').encode() + envelope.content)
                os.rename(name + '.tmp', name)
                return '250 OK'
            # The names of mechanisms are case-insensitive (RFC 5321 §4.1.2) and .NET writes this one small; aiosmtpd only knows its own spelling.
            async def auth_login(self, server, args):
                return await server.auth_LOGIN(server, args)
        more = {}
        if len(sys.argv) > 3:
            import ssl
            from aiosmtpd.smtp import AuthResult
            tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            tls.load_cert_chain(sys.argv[3])
            def sign_in(server, session, envelope, mechanism, data):
                return AuthResult(success=(data.login, data.password) == (sys.argv[4].encode(), sys.argv[5].encode()), handled=False)
            more = dict(tls_context=tls, require_starttls=True, auth_required=True, authenticator=sign_in)
        c = Controller(Handler(), hostname='127.0.0.1', port=int(sys.argv[1]), **more)
        c.start()
        print('ready', flush=True)
        sys.stdin.read()
        """;

    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private SmtpServer(Process process, DirectoryInfo folder, int port, X509Certificate2? certificate)
    {
        Certificate = certificate;
        _process = process;
        _folder = folder;
        Port = port;
    }

    public int Port { get; }

    /// <summary>What it shows after STARTTLS; null without.</summary>
    public X509Certificate2? Certificate { get; }

    /// <summary>Starts the server; null when python3-aiosmtpd is not installed.</summary>
    /// <param name="signIn">With a certificate of its own, STARTTLS and this sign-in; null: in clear for everybody.</param>
    /// <param name="atPort">Where; null takes a free port.</param>
    public static async Task<SmtpServer?> StartAsync((string User, string Password)? signIn = null, int? atPort = null)
    {
        const string python = "/usr/bin/python3";
        if (!File.Exists(python))
        {
            return null;
        }

        var port = atPort ?? FreePort();
        var folder = Directory.CreateTempSubdirectory("ledger-smtp-");
        var certificate = signIn is null ? null : MakeCertificate(Path.Combine(folder.FullName, "server.pem"));
        string[] more = signIn is { } given ? [Path.Combine(folder.FullName, "server.pem"), given.User, given.Password] : [];
        var start = new ProcessStartInfo(python, ["-c", Script, $"{port}", folder.FullName, .. more])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        if (await process.StandardOutput.ReadLineAsync() == "ready")
        {
            return new SmtpServer(process, folder, port, certificate);
        }

        await process.WaitForExitAsync();
        process.Dispose();
        folder.Delete(recursive: true);
        return null;
    }

    public IReadOnlyList<string> Received() =>
        [.. _folder.GetFiles("*.eml").OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => File.ReadAllText(f.FullName))];

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static X509Certificate2 MakeCertificate(string file)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(file, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
        return certificate;
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
