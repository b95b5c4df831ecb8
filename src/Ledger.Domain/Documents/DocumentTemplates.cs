using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Documents;

/// <summary>The templates of printed documents: a company's own, or the one that comes with Ledger (P10).</summary>
public static class DocumentTemplates
{
    /// <summary>Every document that can be printed.</summary>
    public static readonly IReadOnlyList<string> Names = ["mass-payment", "payment-order", "check"];

    /// <summary>The style that all pages share.</summary>
    public static string Style { get; } = Embedded("style.css");

    /// <summary>The company's own template, or the one that comes with Ledger.</summary>
    /// <exception cref="DomainException">No document has that name.</exception>
    public static async Task<string> FindAsync(LedgerDb db, string name) =>
        await db.Set<DocumentTemplate>().Where(t => t.Name == name).Select(t => t.Content).FirstOrDefaultAsync() ?? Default(name);

    /// <summary>The template that comes with Ledger.</summary>
    /// <exception cref="DomainException">No document has that name.</exception>
    public static string Default(string name) => Names.Contains(name)
        ? Embedded(name + ".html")
        : throw new DomainException(DocumentCodes.TemplateUnknown, $"No document is called {name}.", name) { IsNotFound = true };

    /// <summary>Keeps a company's own template; null goes back to the one that comes with Ledger. Audited.</summary>
    /// <exception cref="DomainException">No document has that name, or the template cannot be compiled.</exception>
    public static async Task SaveAsync(LedgerSession session, string name, string? content)
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
            new DocumentRenderer(System.Globalization.CultureInfo.InvariantCulture).Render(name, content, [new { }]);
        }

        var row = await session.Db.Set<DocumentTemplate>().AsTracking().FirstOrDefaultAsync(t => t.Name == name);
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
        session.Audit("document-template.changed", nameof(DocumentTemplate), name, new { Length = content?.Length });
    }

    private static string Embedded(string file)
    {
        using var stream = typeof(DocumentTemplates).Assembly.GetManifestResourceStream($"Ledger.Domain.Documents.Templates.{file}")
            ?? throw new InvalidOperationException($"The template {file} is not part of the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
