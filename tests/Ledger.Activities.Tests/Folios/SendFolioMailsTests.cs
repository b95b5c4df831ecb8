using Ledger.Domain.Documents;
using Ledger.Domain.Folios;
using Ledger.Domain.Parameters;
using Ledger.Domain.Users;
using Ledger.Foundation;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Queue;

namespace Ledger.Activities.Tests.Folios;

/// <summary>The daily mails of the circuit, from the domain to the outbox (F5).</summary>
[Trait("row", "F5")]
public abstract class SendFolioMailsContract(DatabaseKind kind)
{
    [Fact]
    public async Task Branch_FromTheDayAfter_OnceADayUntilFoliosCome()
    {
        await using var host = await FolioMailHost.CreateAsync(kind);
        await host.Site.RequestAsync(2);

        var run = await host.RunAsync(FolioEnd.Branch);
        run.Summary.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        (await host.MailsAsync()).Should().BeEmpty("it was asked for today");

        host.Site.Pass(1);
        var second = await host.RunAsync(FolioEnd.Branch);
        await host.RunAsync(FolioEnd.Branch);
        var mail = (await host.MailsAsync()).Should().ContainSingle("however often it runs").Subject;
        mail.Mail.InstanceId.Should().Be(second.Summary.Id);
        mail.Mail.To.Should().Equal("sucursal@andes.cl");
        mail.Mail.Subject.Should().Be("Folios pendientes de recibir: tipo 33, sucursal 2 Sucursal 2");
        mail.IsHtml.Should().BeTrue();
        mail.Body.Should().Contain("Solicitud manual").And.Contain("días de espera: 1").And.NotContain("{{").And.NotContain("Estación");

        host.Site.Pass(1);
        await host.RunAsync(FolioEnd.Branch);
        (await host.MailsAsync()).Should().HaveCount(2);

        await host.Site.ImportAsync();
        await host.Site.AssignAsync();
        host.Site.Pass(1);
        await host.RunAsync(FolioEnd.Branch);
        (await host.MailsAsync()).Should().HaveCount(2, "folios came");
    }

    [Fact]
    public async Task HeadOffice_CouldNotAssign_TellsWhyTheSameDayAndStopsWhenItCan()
    {
        await using var host = await FolioMailHost.CreateAsync(kind);
        await host.Site.RequestAsync(2, "Caja 1");
        await host.RunAsync(FolioEnd.HeadOffice);
        (await host.MailsAsync()).Should().BeEmpty("nobody has tried to assign yet");

        await host.Site.AssignAsync();
        await host.RunAsync(FolioEnd.HeadOffice);
        await host.RunAsync(FolioEnd.HeadOffice);
        var mail = (await host.MailsAsync()).Should().ContainSingle().Subject;
        mail.Mail.To.Should().Equal(["central@andes.cl", "jefa@andes.cl"], "colleagues get one mail");
        mail.Body.Should().Contain("No hay folios disponibles").And.Contain("Caja 1");

        await host.Site.ImportAsync();
        await host.Site.AssignAsync();
        host.Site.Pass(1);
        await host.RunAsync(FolioEnd.HeadOffice);
        (await host.MailsAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task Branch_ManyRunsAtOnce_OneMailARequest()
    {
        await using var host = await FolioMailHost.CreateAsync(kind);
        await host.Site.RequestAsync(2);
        await host.Site.RequestAsync(3);
        host.Site.Pass(1);

        for (var i = 0; i < 6; i++)
        {
            await host.StartAsync(FolioEnd.Branch);
        }

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => host.Get<WorkflowWorker>().DrainAsync()));
        await host.Get<WorkflowWorker>().DrainAsync();

        (await host.MailsAsync()).Select(m => m.Mail.Subject).Should().BeEquivalentTo(
            "Folios pendientes de recibir: tipo 33, sucursal 2 Sucursal 2", "Folios pendientes de recibir: tipo 33, sucursal 3 Sucursal 3");
    }

    [Fact]
    public async Task Branch_RecipientsOfTwoLanguages_EachReadsTheirOwn()
    {
        await using var host = await FolioMailHost.CreateAsync(kind);
        await host.Site.Books.WriteAsync(async s =>
        {
            await new ParameterService(s).SetAsync(new FolioParameters { BranchMailRecipients = ["sucursal@andes.cl", "Eva@andes.cl"] });
            s.Db.Add(new LedgerUser
            {
                Id = s.NewId(),
                UserName = "eva",
                NormalizedUserName = "EVA",
                Email = "eva@andes.cl",
                NormalizedEmail = "EVA@ANDES.CL",
                Culture = "en-GB",
                DisplayName = "Eva",
                SecurityStamp = "s",
            });
            await s.SaveAsync();
        });
        await host.Site.RequestAsync(2);
        host.Site.Pass(1);

        await host.RunAsync(FolioEnd.Branch);

        var mails = await host.MailsAsync();
        mails.Select(m => string.Join(',', m.Mail.To)).Should().BeEquivalentTo("sucursal@andes.cl", "Eva@andes.cl");
        var english = mails.Single(m => m.Mail.To[0] == "Eva@andes.cl");
        english.Mail.Subject.Should().StartWith("Folios not received yet");
        english.Body.Should().Contain("Requested by hand");
    }

    // A name is data: no markup in the text, no further headers from the subject.
    [Fact]
    public async Task Branch_HostileBranchName_IsEscapedAndTheSubjectStaysALine()
    {
        await using var host = await FolioMailHost.CreateAsync(kind);
        await host.Site.Books.WriteAsync(s => s.Transaction.ExecuteAsync(
            "update branches set name = $1 where id = $2", "<img src=x onerror=alert(1)>\r\nBcc: ladron@example.com", host.Site.Branches[2]));
        await host.Site.RequestAsync(2);
        host.Site.Pass(1);

        await host.RunAsync(FolioEnd.Branch);

        var mail = (await host.MailsAsync()).Should().ContainSingle().Subject;
        mail.Body.Should().Contain("&lt;img src").And.NotContain("<img");
        mail.Mail.Subject.Should().EndWith("<img src=x onerror=alert(1)> Bcc: ladron@example.com");
    }

    [Fact]
    public async Task Branch_OwnTemplate_IsUsedAndOneThatFailsIsReplacedAndTold()
    {
        await using var host = await FolioMailHost.CreateAsync(kind);
        await host.Site.Books.WriteAsync(s => DocumentTemplates.SaveAsync(s, DocumentTemplates.FolioUnmetBranch, "<p>Nuestro {{branchName}}</p>", "es", "Faltan folios {{documentType}}"));
        await host.Site.RequestAsync(2);
        host.Site.Pass(1);
        await host.RunAsync(FolioEnd.Branch);
        var own = (await host.MailsAsync()).Should().ContainSingle().Subject;
        (own.Mail.Subject, own.Body).Should().Be(("Faltan folios 33", "<p>Nuestro Sucursal 2</p>"));

        // As an older or newer version of Ledger may have left it: what is saved today cannot be so.
        await host.Site.Books.WriteAsync(s => s.Transaction.ExecuteAsync("update document_templates set content = '{{#each items}}'"));
        host.Site.Pass(1);
        var run = await host.RunAsync(FolioEnd.Branch);

        run.Summary.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        (await host.MailsAsync())[^1].Body.Should().Contain("solicitó folios a la casa central");
        var told = await host.Get<IInstanceQueries>().JournalAsync(host.Site.Books.CompanyId, run.Summary.Id);
        told.Should().ContainSingle(e => e.EventName == "TemplateFailed").Which.Message.Should().Contain("folio-unmet-branch/es");
    }
}

/// <summary>On SQLite.</summary>
public sealed class SendFolioMailsOnSqliteTests() : SendFolioMailsContract(DatabaseKind.Sqlite);

/// <summary>On PostgreSQL.</summary>
public sealed class SendFolioMailsOnPostgreSqlTests() : SendFolioMailsContract(DatabaseKind.PostgreSql);
