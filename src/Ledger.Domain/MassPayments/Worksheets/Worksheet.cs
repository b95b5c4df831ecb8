namespace Ledger.Domain.MassPayments.Worksheets;

/// <summary>
/// What a person has prepared of a mass payment and not yet accepted (P1, P5): the fields and the documents. Nothing of it
/// counts in the books and nothing is held for it; it is there so that a list of documents outlives a lost connection, a
/// server's restart or the end of the day. A person has one for a new mass payment and one for each that is modified.
/// </summary>
public sealed class Worksheet : ICompanyOwned
{
    /// <summary>The key.</summary>
    public required long Id { get; init; }

    /// <inheritdoc/>
    public required long CompanyId { get; init; }

    /// <summary>The person it belongs to; nobody else sees or changes it.</summary>
    public required long UserId { get; init; }

    /// <summary>The mass payment that is modified; 0 for a new one.</summary>
    public long MassPaymentId { get; init; }

    /// <summary>The revision of that mass payment when the work on it began.</summary>
    public int BaseRevision { get; set; }

    /// <summary>The number, when people type them.</summary>
    public long? Number { get; set; }

    /// <summary>The date of entry.</summary>
    public DateOnly EntryDate { get; set; }

    /// <summary>When the suppliers are expected to be paid.</summary>
    public DateOnly EstimatedPaymentDate { get; set; }

    /// <summary>The currency of the payment orders.</summary>
    public required string Currency { get; set; }

    /// <summary>Units of local currency for one unit of the foreign accounting currency; always positive.</summary>
    public decimal ExchangeRate { get; set; }

    /// <summary>Free text.</summary>
    public string? Remarks { get; set; }

    /// <summary>True when a process shall carry the new mass payment on.</summary>
    public bool StartsProcess { get; set; } = true;

    /// <summary>What the choice of documents shows and what is ticked in it, in the page's own form; null while it is closed.</summary>
    public string? Choice { get; set; }

    /// <summary>True once the person changed something: only then is there anything to lose.</summary>
    public bool IsTouched { get; set; }

    /// <summary>When it was changed last.</summary>
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>The company's own currency; with the next five, what the lists of documents are computed by.</summary>
    public required string LocalCurrency { get; set; }

    /// <summary>The company's foreign accounting currency, in which units are expressed.</summary>
    public required string ForeignCurrency { get; set; }

    /// <summary>One unit of the local currency's last decimal, in ten-thousandths.</summary>
    public int LocalStep { get; set; }

    /// <summary>The same of the foreign accounting currency.</summary>
    public int ForeignStep { get; set; }

    /// <summary>The parameter 'requires authorisation for payment'.</summary>
    public bool RequiresAuthorization { get; set; }

    /// <summary>The parameter 'allows paying documents with differences'.</summary>
    public bool AllowsDifferences { get; set; }
}
