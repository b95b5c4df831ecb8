using System.Globalization;
using Ledger.Domain.Documents;

namespace Ledger.Domain.Tests.Documents;

/// <summary>The templates of documents and mails: what comes with Ledger, and what a process owner may make of it.</summary>
[Trait("row", "F5")]
public sealed class TemplateTests
{
    private const string Name = DocumentTemplates.FolioUnmetBranch;

    public static IEnumerable<object[]> All => DocumentTemplates.All.SelectMany(d => d.Languages.Select(l => new object[] { d.Name, l }));

    [Theory]
    [MemberData(nameof(All))]
    public void Default_OfEach_GoesWithItsSamplesAndLeavesNothingOpen(string name, string language)
    {
        var definition = DocumentTemplates.Definition(name, language);
        var text = DocumentTemplates.Default(name, language);

        FluentActions.Invoking(() => TemplateCheck.Check(definition, text.Content, text.Subject)).Should().NotThrow();
        var renderer = new DocumentRenderer(CultureInfo.GetCultureInfo(language.Length == 0 ? "es-CL" : language));
        foreach (var sample in definition.Samples)
        {
            renderer.Fill(text.Content, sample).Should().NotContain("{{").And.NotContain("folioReason.").And.NotContain("System.");
        }

        (text.Subject is null).Should().Be(!definition.IsMail);
    }

    [Theory]
    [InlineData("<p>\n{{#if workstation}}\n{{branchNane}}{{/if}}</p>", DocumentCodes.TemplateField, "3")]
    [InlineData("<p>\n\n{{date sinze}}</p>", DocumentCodes.TemplateField, "3")]
    [InlineData("<p>\n{{{branchName}}}</p>", DocumentCodes.TemplateUnescaped, "2")]
    [InlineData("{{&branchName}}", DocumentCodes.TemplateUnescaped, "1")]
    [InlineData("<p>\n{{#if workstation}}\n</p>", DocumentCodes.TemplateInvalid, "")]
    [InlineData("<p>\n{{#if workstation}}{{/each}}\n</p>", DocumentCodes.TemplateInvalid, "")]
    [InlineData("<p>\n{{branchName\n</p>", DocumentCodes.TemplateInvalid, "")]
    public async Task SaveAsync_WrongTemplate_IsRefusedWithItsLine(string content, string code, string line)
    {
        await using var books = await LedgerBooks.OpenAsync();
        var save = () => books.WriteAsync(s => DocumentTemplates.SaveAsync(s, Name, content, "es", "Asunto"));

        var refusal = (await save.Should().ThrowAsync<DomainException>()).Which;

        refusal.Code.Should().Be(code);
        refusal.Arguments[0]!.ToString().Should().StartWith(line);
        (await books.ReadAsync(db => DocumentTemplates.ReadAsync(db, Name, "es"))).IsOwn.Should().BeFalse();
    }

    [Fact]
    public async Task SaveAsync_WrongSubject_IsRefused()
    {
        await using var books = await LedgerBooks.OpenAsync();
        async Task<DomainException> Refusal(string? subject) =>
            (await FluentActions.Invoking(() => books.WriteAsync(s => DocumentTemplates.SaveAsync(s, Name, "<p>x</p>", "es", subject))).Should().ThrowAsync<DomainException>()).Which;

        (await Refusal(" ")).Code.Should().Be(DocumentCodes.TemplateSubject);
        (await Refusal(new string('x', 401))).Code.Should().Be(DocumentCodes.TemplateTooLong);
        var unknown = await Refusal("Sucursal {{nombre}}");
        (unknown.Code, unknown.Field).Should().Be((DocumentCodes.TemplateField, "subject"));
    }

    [Fact]
    public async Task SaveAsync_TwoAtOnce_TheSecondIsToldAndTheTrailHasBeforeAndAfter()
    {
        await using var books = await LedgerBooks.OpenAsync();
        Task<TemplateText> Read() => books.ReadAsync(db => DocumentTemplates.ReadAsync(db, Name, "es"));
        var shipped = await Read();
        Task Save(string? text, string? version) => books.WriteAsync(s => DocumentTemplates.SaveAsync(s, Name, text, "es", text is null ? null : "Año {{branchCode}}", version));

        await Save("<p>uno</p>", shipped.Version);
        var second = () => Save("<p>dos</p>", shipped.Version);
        (await second.Should().ThrowAsync<DomainException>()).Which.Code.Should().Be(DocumentCodes.TemplateChanged);
        var own = await Read();
        (own.Content, own.Subject, own.IsOwn).Should().Be(("<p>uno</p>", "Año {{branchCode}}", true));
        await Save("<p>tres</p>", own.Version);
        await Save(null, (await Read()).Version);

        (await Read()).Should().Be(shipped);
        var trail = await books.Database.QueryAsync(
            "select detail from audit_entries where action = 'document-template.changed' and subject_id = 'folio-unmet-branch/es' order by sequence", r => r.GetString(0));
        trail.Should().HaveCount(3);
        trail[1].Should().Contain("uno").And.Contain("tres");
        (await books.ReadAsync(db => DocumentTemplates.ReadAsync(db, Name, "en"))).IsOwn.Should().BeFalse("each language has its own");
    }

    [Fact]
    public void FillSubject_DataWithLineBreaks_StaysOneLine()
    {
        new DocumentRenderer(CultureInfo.GetCultureInfo("es")).FillSubject("Señor {{name}} & Cía", new { name = "A\r\nBcc: b@c.cl\u2028x <y>" })
            .Should().Be("Señor A Bcc: b@c.cl x <y> & Cía", "and plain text is not escaped");
    }
}
