namespace Ledger.Domain.Documents;

/// <summary>A company's own form of a printed document or a mail; where there is none, the one that comes with Ledger is used (P10, F5).</summary>
public sealed class DocumentTemplate : ICompanyOwned, IRevised
{
    /// <summary>The longest template that is kept.</summary>
    public const int ContentMax = 200_000;

    /// <summary>The longest template of a subject.</summary>
    public const int SubjectMax = 400;

    /// <summary>The key.</summary>
    public required long Id { get; init; }

    /// <inheritdoc/>
    public required long CompanyId { get; init; }

    /// <summary>Which document, such as <c>payment-order</c>; one row a company, name and language.</summary>
    public required string Name { get; init; }

    /// <summary>The language of a mail, such as <c>es</c>; empty for a printed document, which takes its labels by language.</summary>
    public string Language { get; init; } = string.Empty;

    /// <summary>The Handlebars text of a mail's subject; null for a printed document.</summary>
    public string? Subject { get; set; }

    /// <summary>The Handlebars text of one document: html without head and body, and its style.</summary>
    public required string Content { get; set; }

    /// <summary>Raised by every change.</summary>
    public int Revision { get; internal set; }
}
