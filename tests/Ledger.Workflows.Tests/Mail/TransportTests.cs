using System.Text;
using Ledger.Workflows.Mail;
using Microsoft.Extensions.Options;
using Xunit.Abstractions;

namespace Ledger.Workflows.Tests.Mail;

public sealed class TransportTests(ITestOutputHelper output)
{
    private static readonly OutgoingMail Mail = new(7, ["ana@example.com", "eva@example.com"], "Pago masivo ñandú", "<p>Hola, señora</p>") { IsHtml = true };

    [Fact]
    public async Task Pickup_SentTwice_IsOneWholeFile()
    {
        var folder = Directory.CreateTempSubdirectory("ledger-mail-");
        try
        {
            var transport = new PickupMailTransport(Options.Create(new MailOptions { PickupFolder = folder.FullName }));

            await transport.SendAsync(Mail, "<12.ledger@localhost>", default);
            await transport.SendAsync(Mail, "<12.ledger@localhost>", default);

            var file = folder.GetFileSystemInfos().Should().ContainSingle().Subject;
            file.Name.Should().Be("12.ledger.eml");
            var text = await File.ReadAllTextAsync(file.FullName);
            text.Should().ContainEquivalentOf("Message-ID: <12.ledger@localhost>").And.Contain("To: ana@example.com, eva@example.com")
                .And.Contain("text/html").And.ContainEquivalentOf("Auto-Submitted: auto-generated");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Smtp_RealServer_GetsTheMailWithItsMessageId()
    {
        await using var server = await SmtpServer.StartAsync();
        if (server is null)
        {
            output.WriteLine("Skipped: python3-aiosmtpd is not installed (apt-get install python3-aiosmtpd; ./test does it).");
            return;
        }

        await Transport(server).SendAsync(Mail, "<13.ledger@localhost>", default);

        var text = server.Received().Should().ContainSingle().Subject;
        text.Should().Contain("X-To: ana@example.com,eva@example.com").And.ContainEquivalentOf("Message-ID: <13.ledger@localhost>");
        text.Should().Contain("=?utf-8?", "the subject is not plain ASCII").And.NotContain("ñ");
        Encoding.UTF8.GetString(Convert.FromBase64String(text.Split("\n\n", 2)[^1].Split("\r\n\r\n", 2)[^1].Replace("\r\n", string.Empty)))
            .Trim().Should().Be("<p>Hola, señora</p>");
    }

    [Fact]
    public async Task Smtp_RecipientRefused_IsFinalAndPutOffIsNot()
    {
        await using var server = await SmtpServer.StartAsync();
        if (server is null)
        {
            output.WriteLine("Skipped: python3-aiosmtpd is not installed (apt-get install python3-aiosmtpd; ./test does it).");
            return;
        }

        var transport = Transport(server);
        await transport.Invoking(t => t.SendAsync(Mail with { To = ["refused@example.com"] }, "<1.l@x>", default)).Should().ThrowAsync<MailRefusedException>();
        var partly = await transport.Invoking(t => t.SendAsync(Mail with { To = ["ana@example.com", "refused@example.com"] }, "<2.l@x>", default))
            .Should().ThrowAsync<MailRefusedException>();
        partly.Which.Message.Should().Contain("refused@example.com").And.Contain("sent to the other recipients");
        await transport.Invoking(t => t.SendAsync(Mail with { To = ["busy@example.com"] }, "<3.l@x>", default))
            .Should().ThrowAsync<System.Net.Mail.SmtpException>("it is tried again later");
        server.Received().Should().ContainSingle();
    }

    [Fact]
    public async Task Smtp_ServerWithoutStartTls_IsNotSentToInClear()
    {
        await using var server = await SmtpServer.StartAsync();
        if (server is null)
        {
            output.WriteLine("Skipped: python3-aiosmtpd is not installed (apt-get install python3-aiosmtpd; ./test does it).");
            return;
        }

        var transport = new SmtpMailTransport(Options.Create(new MailOptions { Host = "127.0.0.1", Port = server.Port, StartTls = true }));

        await transport.Invoking(t => t.SendAsync(Mail, "<4.l@x>", default)).Should().ThrowAsync<System.Net.Mail.SmtpException>();
        server.Received().Should().BeEmpty();
    }

    private static SmtpMailTransport Transport(SmtpServer server) =>
        new(Options.Create(new MailOptions { Host = "127.0.0.1", Port = server.Port, StartTls = false }));
}
