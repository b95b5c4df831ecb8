using Ledger.Domain;
using Ledger.Domain.Documents;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.Templates;

/// <summary>A template in the list.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Language">The language of a mail; empty for a printed document.</param>
/// <param name="IsMail">True for a mail.</param>
/// <param name="IsOwn">True when the company has its own.</param>
internal sealed record TemplateEntry(string Name, string Language, bool IsMail, bool IsOwn)
{
    /// <summary>All of them.</summary>
    public static async Task<IReadOnlyList<TemplateEntry>> ReadAllAsync(LedgerDb db)
    {
        var own = await db.Set<DocumentTemplate>().Select(t => new { t.Name, t.Language }).ToListAsync();
        return [.. DocumentTemplates.All.SelectMany(d => d.Languages.Select(l => new TemplateEntry(d.Name, l, d.IsMail, own.Any(o => o.Name == d.Name && o.Language == l))))];
    }
}

/// <summary>A template.</summary>
internal sealed record TemplateAnswer(
    string Name, string Language, bool IsMail, bool IsOwn, string? Subject, string Content, string Version, IReadOnlyList<string> Fields)
{
    /// <summary>The template as the API gives it.</summary>
    public static TemplateAnswer Of(string name, string? language, TemplateText text)
    {
        var definition = DocumentTemplates.Definition(name, language ?? string.Empty);
        return new(name, language ?? string.Empty, definition.IsMail, text.IsOwn, text.Subject, text.Content, text.Version, definition.Fields);
    }
}

/// <summary>A template as it is to be.</summary>
internal sealed record TemplateRequest(string? Content, string? Subject = null, string? Version = null);
