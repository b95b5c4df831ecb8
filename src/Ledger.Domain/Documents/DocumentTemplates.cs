using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Documents;

/// <summary>The templates of printed documents and mails: a company's own, or the one that comes with Ledger (P10, F5).</summary>
public static class DocumentTemplates
{
    private const string SubjectMark = "Subject: ";

    /// <summary>The mail to the branch about folios that do not come.</summary>
    public const string FolioUnmetBranch = "folio-unmet-branch";

    /// <summary>The mail to head office about a request that waits.</summary>
    public const string FolioPendingHeadOffice = "folio-pending-head-office";

    /// <summary>Everything that is made by a template.</summary>
    public static readonly IReadOnlyList<TemplateDefinition> All =
    [
        new("mass-payment", IsMail: false, TemplateSamples.MassPayment),
        new("payment-order", IsMail: false, TemplateSamples.PaymentOrder),
        new("check", IsMail: false, TemplateSamples.Check),
        new(FolioUnmetBranch, IsMail: true, TemplateSamples.UnmetAtBranch),
        new(FolioPendingHeadOffice, IsMail: true, TemplateSamples.PendingAtHeadOffice),
    ];

    /// <summary>The style that all pages share.</summary>
    public static string Style { get; } = Embedded("style.css");

    /// <summary>What the template of a name in a language is for.</summary>
    /// <exception cref="DomainException">There is none (<c>document.template-unknown</c>).</exception>
    public static TemplateDefinition Definition(string name, string language = "") =>
        All.FirstOrDefault(d => d.Name == name && d.Languages.Contains(language))
        ?? throw new DomainException(DocumentCodes.TemplateUnknown, $"No document is called {name}.", name) { IsNotFound = true };

    /// <summary>The text of a printed document's template: the company's own, or the one that comes with Ledger.</summary>
    /// <exception cref="DomainException">No document has that name.</exception>
    public static async Task<string> FindAsync(LedgerDb db, string name) => (await ReadAsync(db, name)).Content;

    /// <summary>The company's own template, or the one that comes with Ledger.</summary>
    /// <exception cref="DomainException">There is none of that name and language.</exception>
    public static async Task<TemplateText> ReadAsync(LedgerDb db, string name, string language = "") =>
        Text(await db.Set<DocumentTemplate>().AsNoTracking().FirstOrDefaultAsync(t => t.Name == name && t.Language == language)) ?? Default(name, language);

    /// <summary>The template that comes with Ledger.</summary>
    /// <exception cref="DomainException">There is none of that name and language.</exception>
    public static TemplateText Default(string name, string language = "")
    {
        if (!Definition(name, language).IsMail)
        {
            return new TemplateText(Embedded(name + ".html"), null, IsOwn: false);
        }

        // As a mail: the subject, an empty line, the text.
        var parts = Embedded($"{name}-{language}.html").ReplaceLineEndings("\n").Split("\n\n", 2);
        return new TemplateText(parts[1], parts[0][SubjectMark.Length..], IsOwn: false);
    }

    /// <summary>Refuses a template that could not be kept.</summary>
    /// <exception cref="DomainException">There is none of that name, or the text has a mistake, told with its line.</exception>
    public static void Check(string name, string language, string content, string? subject) => TemplateCheck.Check(Definition(name, language), content, subject);

    /// <summary>Keeps a company's own template; null goes back to the one that comes with Ledger. Audited with what was before and after.</summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="name">Which one.</param>
    /// <param name="content">The Handlebars text.</param>
    /// <param name="language">The language of a mail; empty for a printed document.</param>
    /// <param name="subject">The subject of a mail.</param>
    /// <param name="version">The <see cref="TemplateText.Version"/> that was read; null replaces whatever is there.</param>
    /// <exception cref="DomainException">
    /// There is none of that name, the template has a mistake (with its line), or somebody changed it meanwhile (<c>document.template-changed</c>).
    /// </exception>
    public static async Task SaveAsync(
        LedgerSession session, string name, string? content, string language = "", string? subject = null, string? version = null)
    {
        var definition = Definition(name, language);
        subject = definition.IsMail ? subject?.Trim() : null;
        if (content is not null)
        {
            TemplateCheck.Check(definition, content, subject);
        }

        if (session.Transaction.Kind == Ledger.Foundation.DatabaseKind.PostgreSql)
        {
            // There may be no row yet that two could wait for.
            await session.Transaction.QueryAsync("select id from companies where id = $1 for update", _ => true, session.CompanyId);
        }

        var row = await session.Db.Set<DocumentTemplate>().AsTracking().FirstOrDefaultAsync(t => t.Name == name && t.Language == language);
        var before = Text(row);
        if (version is not null && version != (before ?? Default(name, language)).Version)
        {
            throw new DomainException(DocumentCodes.TemplateChanged, $"Somebody changed the template {name} meanwhile.", name) { IsConflict = true };
        }

        if (content is null)
        {
            if (row is null)
            {
                return;
            }

            session.Db.Remove(row);
        }
        else if (row is null)
        {
            session.Db.Add(new DocumentTemplate
            {
                Id = session.NewId(),
                CompanyId = session.CompanyId,
                Name = name,
                Language = language,
                Subject = subject,
                Content = content,
            });
        }
        else
        {
            (row.Content, row.Subject) = (content, subject);
        }

        await session.SaveAsync();
        session.Audit(
            "document-template.changed", nameof(DocumentTemplate), language.Length == 0 ? name : $"{name}/{language}",
            new { before = before is null ? null : new { before.Subject, before.Content }, after = content is null ? null : new { Subject = subject, Content = content } });
    }

    private static TemplateText? Text(DocumentTemplate? row) => row is null ? null : new TemplateText(row.Content, row.Subject, IsOwn: true);

    private static string Embedded(string file)
    {
        using var stream = typeof(DocumentTemplates).Assembly.GetManifestResourceStream($"Ledger.Domain.Documents.Templates.{file}")
            ?? throw new InvalidOperationException($"The template {file} is not part of the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
