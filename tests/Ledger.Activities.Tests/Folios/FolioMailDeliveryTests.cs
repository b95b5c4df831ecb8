using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Ledger.Domain.Documents;
using Ledger.Domain.Folios;
using Ledger.Foundation;
using Ledger.Workflows.Mail;
using Ledger.Workflows.Tests.Mail;
using Xunit.Abstractions;

namespace Ledger.Activities.Tests.Folios;

/// <summary>The daily mail from the domain to what a real mail server has got: STARTTLS, a sign-in, servers that are down, and the folder (F5).</summary>
[Trait("row", "F5")]
public sealed partial class FolioMailDeliveryTests(ITestOutputHelper output)
{
    private const string Missing = "Skipped: python3-aiosmtpd is not installed (apt-get install python3-aiosmtpd; ./test does it).";
    private static readonly (string User, string Password) SignIn = ("ledger", "una clave larga");

    [Fact]
    public async Task Smtp_ServerDownThenThere_GoesOutOnceEncryptedAndSignedIn()
    {
        var port = SmtpServer.FreePort();
        await using var host = await DueAsync(options => Smtp(options, port, SignIn.Password));
        await host.Site.Books.WriteAsync(s => DocumentTemplates.SaveAsync(
            s, DocumentTemplates.FolioUnmetBranch, "<p>Año nuevo en {{branchName}}: señal ✓</p>", "es", "Folios de {{branchName}}: año ñandú"));
        await host.RunAsync(FolioEnd.Branch);

        await host.SendAsync();
        var waiting = (await host.MailsAsync()).Should().ContainSingle().Subject.Mail;
        (waiting.State, waiting.Attempts).Should().Be(("queued", 1), "nobody listens there, so it is tried again");
        waiting.Error.Should().NotBeNullOrEmpty();

        await using var server = await SmtpServer.StartAsync(SignIn, port);
        if (server is null)
        {
            output.WriteLine(Missing);
            return;
        }

        using var trust = Trust(server);
        host.Site.Books.Clock.Now = waiting.NextAttemptAt!.Value.AddSeconds(1);
        await host.SendAsync();
        await host.SendAsync();

        (await host.MailsAsync()).Should().ContainSingle().Which.Mail.Should().Match<MailInfo>(m => m.State == "sent" && m.Error == null);
        var text = server.Received().Should().ContainSingle("once").Subject;
        text.Should().Contain("X-To: sucursal@andes.cl").And.Contain("text/html").And.NotContain("ñ");
        Decoded(text).Should().Be("Folios de Sucursal 2: año ñandú");
        Encoding.UTF8.GetString(Convert.FromBase64String(text.ReplaceLineEndings("\n").Split("\n\n", 2)[1].Replace("\n", string.Empty, StringComparison.Ordinal)))
            .Trim().Should().Be("<p>Año nuevo en Sucursal 2: señal ✓</p>");
    }

    [Fact]
    public async Task Smtp_WrongPassword_StaysQueuedAndSaysSo()
    {
        await using var server = await SmtpServer.StartAsync(SignIn);
        if (server is null)
        {
            output.WriteLine(Missing);
            return;
        }

        using var trust = Trust(server);
        await using var host = await DueAsync(options => Smtp(options, server.Port, "otra"));
        await host.RunAsync(FolioEnd.Branch);

        await host.SendAsync();

        var mail = (await host.MailsAsync()).Should().ContainSingle().Subject.Mail;
        output.WriteLine(mail.Error);
        mail.State.Should().Be("queued");
        mail.Error.Should().ContainAny("5.7.0", "5.7.8", "535", "uthentication");
        server.Received().Should().BeEmpty();
    }

    [Fact]
    public async Task Smtp_CertificateThatNobodyTrusts_IsNotSentTo()
    {
        await using var server = await SmtpServer.StartAsync(SignIn);
        if (server is null)
        {
            output.WriteLine(Missing);
            return;
        }

        await using var host = await DueAsync(options => Smtp(options, server.Port, SignIn.Password));
        await host.RunAsync(FolioEnd.Branch);

        await host.SendAsync();

        (await host.MailsAsync()).Should().ContainSingle().Which.Mail.Error.Should().Contain("certificate");
        server.Received().Should().BeEmpty();
    }

    [Fact]
    public async Task Pickup_DueMail_IsAFile()
    {
        var folder = Directory.CreateTempSubdirectory("ledger-mail-");
        try
        {
            await using var host = await DueAsync(options => options.PickupFolder = folder.FullName);
            await host.RunAsync(FolioEnd.Branch);

            await host.SendAsync();
            await host.SendAsync();

            var text = await File.ReadAllTextAsync(folder.GetFiles().Should().ContainSingle().Subject.FullName);
            text.Should().Contain("To: sucursal@andes.cl").And.Contain("text/html");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<FolioMailHost> DueAsync(Action<MailOptions> mail)
    {
        var host = await FolioMailHost.CreateAsync(DatabaseKind.Sqlite, mail);
        await host.Site.RequestAsync(2);
        host.Site.Pass(1);
        return host;
    }

    private static void Smtp(MailOptions options, int port, string password) =>
        (options.Transport, options.Host, options.Port, options.StartTls, options.User, options.Password) =
            (MailTransportKind.Smtp, "127.0.0.1", port, true, SignIn.User, password);

    // RFC 2047: the subject may come in several words.
    private static string Decoded(string text)
    {
        var header = Subject().Match(text.ReplaceLineEndings("\n")).Groups[1].Value;
        return string.Concat(Word().Matches(header).Select(w => w.Groups[1].Value is "B" or "b"
            ? Encoding.UTF8.GetString(Convert.FromBase64String(w.Groups[2].Value))
            : Encoding.UTF8.GetString(Quoted(w.Groups[2].Value))));
    }

    private static byte[] Quoted(string text)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            bytes.Add(text[i] switch { '_' => (byte)' ', '=' => Convert.ToByte(text.Substring((i += 2) - 1, 2), 16), var c => (byte)c });
        }

        return [.. bytes];
    }

#pragma warning disable SYSLIB0014 // the only place where SmtpClient can be told of a certificate that a test made; it trusts that one and no other
    private static Trusted Trust(SmtpServer server)
    {
        var thumbprint = server.Certificate!.GetCertHashString();
        ServicePointManager.ServerCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == thumbprint;
        return new Trusted();
    }

    private sealed class Trusted : IDisposable
    {
        public void Dispose() => ServicePointManager.ServerCertificateValidationCallback = null;
    }
#pragma warning restore SYSLIB0014

    [GeneratedRegex(@"^Subject: (.*(?:\n[ \t].*)*)", RegexOptions.Multiline)]
    private static partial Regex Subject();

    [GeneratedRegex(@"=\?utf-8\?([BbQq])\?([^?]*)\?=", RegexOptions.IgnoreCase)]
    private static partial Regex Word();
}
