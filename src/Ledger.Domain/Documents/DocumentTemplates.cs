using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Documents;

/// <summary>The templates of printed documents and of mails: a company's own, or the one that comes with Ledger (P10, F5).</summary>
public static class DocumentTemplates
{
    /// <summary>Every document that can be printed.</summary>
    public static readonly IReadOnlyList<string> Names = ["mass-payment", "payment-order", "check"];

    /// <summary>Every template that can be edited: documents, and mails by language.</summary>
    public static readonly IReadOnlyList<string> All = [.. Names, .. MailTemplates.Names];

    /// <summary>The style that all pages share.</summary>
    public static string Style { get; } = Embedded("style.css");

    /// <summary>The company's own template, or the one that comes with Ledger.</summary>
    /// <exception cref="DomainException">No document has that name.</exception>
    public static async Task<string> FindAsync(LedgerDb db, string name) =>
        await db.Set<DocumentTemplate>().Where(t => t.Name == name).Select(t => t.Content).FirstOrDefaultAsync() ?? Default(name);

    /// <summary>The template that comes with Ledger.</summary>
    /// <exception cref="DomainException">No document has that name.</exception>
    public static string Default(string name) => Names.Contains(name) ? Embedded(name + ".html")
        : MailTemplates.Names.Contains(name) ? Embedded("Mails." + name + ".html")
        : throw new DomainException(DocumentCodes.TemplateUnknown, $"No document is called {name}.", name) { IsNotFound = true };

    /// <summary>Keeps a company's own template; null goes back to the one that comes with Ledger. Audited with both texts.</summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="name">Which template.</param>
    /// <param name="content">Its text; null to go back.</param>
    /// <param name="revision">The revision that the writer has seen, 0 for the one that comes with Ledger; null not to ask.</param>
    /// <exception cref="DomainException">
    /// No document has that name; the template cannot be compiled or names what there is not; a mail's has no subject; or somebody else changed it meanwhile
    /// (<c>document.template-changed</c>).
    /// </exception>
    public static async Task SaveAsync(LedgerSession session, string name, string? content, int? revision = null)
    {
        _ = Default(name);
        if (content is { Length: > DocumentTemplate.ContentMax })
        {
            throw new DomainException(
                DocumentCodes.TemplateInvalid, $"The template of {name} is too long.", DocumentTemplate.ContentMax)
            { Field = "content" };
        }

        if (content is not null)
        {
            _ = Preview(name, content);
        }

        var row = await session.Db.Set<DocumentTemplate>().AsTracking().FirstOrDefaultAsync(t => t.Name == name);
        if (revision is { } seen && seen != (row?.Revision ?? 0))
        {
            throw new DomainException(DocumentCodes.TemplateChanged, $"The template of {name} was changed meanwhile.", name) { IsConflict = true };
        }

        var before = row?.Content;
        if (content is null)
        {
            if (row is not null)
            {
                session.Db.Remove(row);
            }
        }
        else if (row is null)
        {
            session.Db.Add(new DocumentTemplate { Id = session.NewId(), CompanyId = session.CompanyId, Name = name, Content = content });
        }
        else
        {
            row.Content = content;
        }

        await session.SaveAsync();
        session.Audit("document-template.changed", "document-template", name, new { before, after = content });
    }

    /// <summary>A template filled with sample data, to be looked at; a mail whole, a document as its page.</summary>
    /// <exception cref="DomainException">It cannot be used; see <see cref="SaveAsync"/>.</exception>
    public static string Preview(string name, string content) => MailTemplates.Names.Contains(name)
        ? MailTemplates.Write(name, content, MailTemplates.Sample(name), MailTemplates.LanguageOf(name)).Html
        : new DocumentRenderer(Foundation.Texts.Languages.Default).Render(name, content, [new { }]).Html;

    private static string Embedded(string file)
    {
        using var stream = typeof(DocumentTemplates).Assembly.GetManifestResourceStream($"Ledger.Domain.Documents.Templates.{file}")
            ?? throw new InvalidOperationException($"The template {file} is not part of the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
