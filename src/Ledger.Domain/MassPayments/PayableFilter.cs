using Ledger.Domain.PurchaseDocuments;

namespace Ledger.Domain.MassPayments;

/// <summary>Which payable documents are wanted (P3). A field left null restricts nothing.</summary>
public sealed record PayableFilter
{
    /// <summary>Suppliers from this code on.</summary>
    public string? SupplierFrom { get; init; }

    /// <summary>Suppliers up to this code, inclusive.</summary>
    public string? SupplierTo { get; init; }

    /// <summary>Issued on this day or later; not together with a range of due dates.</summary>
    public DateOnly? IssuedFrom { get; init; }

    /// <summary>Issued on this day or before.</summary>
    public DateOnly? IssuedTo { get; init; }

    /// <summary>Instalments due on this day or later; only when <see cref="Kinds"/> is invoices alone.</summary>
    public DateOnly? DueFrom { get; init; }

    /// <summary>Instalments due on this day or before.</summary>
    public DateOnly? DueTo { get; init; }

    /// <summary>The smallest open amount, without sign.</summary>
    public decimal? AmountMin { get; init; }

    /// <summary>The largest open amount, without sign.</summary>
    public decimal? AmountMax { get; init; }

    /// <summary>True when the amounts are units of the foreign accounting currency; false for local currency.</summary>
    public bool AmountsInUnits { get; init; }

    /// <summary>The kinds wanted; null or empty for all.</summary>
    public IReadOnlyList<DocumentKind>? Kinds { get; init; }

    /// <summary>Document numbers from this one on; only with exactly one kind.</summary>
    public long? NumberFrom { get; init; }

    /// <summary>Document numbers up to this one; only with exactly one kind.</summary>
    public long? NumberTo { get; init; }

    /// <summary>True to see documents with differences too; whether they can be chosen is the parameter's business (P2).</summary>
    public bool WithDifferences { get; init; }

    /// <summary>Branches from this code on; only at head office.</summary>
    public int? BranchFrom { get; init; }

    /// <summary>Branches up to this code; only at head office.</summary>
    public int? BranchTo { get; init; }

    /// <summary>The classifications wanted; null or empty for all documents, classified or not.</summary>
    public IReadOnlyList<long>? ClassificationIds { get; init; }
}
