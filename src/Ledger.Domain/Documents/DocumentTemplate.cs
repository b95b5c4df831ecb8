namespace Ledger.Domain.Documents;

/// <summary>A company's own form of a printed document; where there is none, the one that comes with Ledger is used (P10).</summary>
public sealed class DocumentTemplate : ICompanyOwned, IRevised
{
    /// <summary>The longest template that is kept.</summary>
    public const int ContentMax = 200_000;

    /// <summary>The key.</summary>
    public required long Id { get; init; }

    /// <inheritdoc/>
    public required long CompanyId { get; init; }

    /// <summary>Which document, such as <c>payment-order</c>; one row a company and name.</summary>
    public required string Name { get; init; }

    /// <summary>The Handlebars text of one document: html without head and body, and its style.</summary>
    public required string Content { get; set; }

    /// <summary>Raised by every change.</summary>
    public int Revision { get; internal set; }
}
