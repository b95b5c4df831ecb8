using Ledger.Domain.MassPayments;
using Ledger.Domain.PurchaseDocuments;

namespace Ledger.Api.Pages.MassPayments;

/// <summary>The filters of the choice of documents as a person fills them in (features.md P3). What excludes each other cannot both be filled in.</summary>
internal sealed class PayableForm
{
    /// <summary>Suppliers from this code on.</summary>
    public string? SupplierFrom { get; set; }

    /// <summary>Suppliers up to this code.</summary>
    public string? SupplierTo { get; set; }

    /// <summary>True when the dates are due dates of instalments; false for issue dates.</summary>
    public bool ByDueDate { get; set; }

    /// <summary>The first day.</summary>
    public DateOnly? DateFrom { get; set; }

    /// <summary>The last day.</summary>
    public DateOnly? DateTo { get; set; }

    /// <summary>The smallest amount.</summary>
    public decimal? AmountMin { get; set; }

    /// <summary>The largest amount.</summary>
    public decimal? AmountMax { get; set; }

    /// <summary>True when the amounts are in the foreign accounting currency.</summary>
    public bool AmountsInUnits { get; set; }

    /// <summary>The kinds; none for all.</summary>
    public HashSet<DocumentKind> Kinds { get; } = [];

    /// <summary>Numbers from this one on.</summary>
    public long? NumberFrom { get; set; }

    /// <summary>Numbers up to this one.</summary>
    public long? NumberTo { get; set; }

    /// <summary>True to see documents with differences.</summary>
    public bool WithDifferences { get; set; }

    /// <summary>True to see what cannot be chosen.</summary>
    public bool ShowsHindered { get; set; }

    /// <summary>Branches from this code on.</summary>
    public int? BranchFrom { get; set; }

    /// <summary>Branches up to this code.</summary>
    public int? BranchTo { get; set; }

    /// <summary>The classifications; none for all.</summary>
    public HashSet<long> Classifications { get; } = [];

    /// <summary>True when a range of due dates is asked for, which only invoices have.</summary>
    public bool IsInvoicesOnly => ByDueDate && (DateFrom is not null || DateTo is not null);

    /// <summary>True when numbers can be asked for: exactly one kind is wanted.</summary>
    public bool MayAskNumbers => IsInvoicesOnly || Kinds.Count == 1;

    /// <summary>How many filters are filled in.</summary>
    public int Count => new[]
    {
        SupplierFrom is not null || SupplierTo is not null, DateFrom is not null || DateTo is not null, AmountMin is not null || AmountMax is not null,
        Kinds.Count > 0, MayAskNumbers && (NumberFrom is not null || NumberTo is not null), WithDifferences, ShowsHindered,
        BranchFrom is not null || BranchTo is not null, Classifications.Count > 0,
    }.Count(isSet => isSet);

    /// <summary>The form that asks for a filter.</summary>
    public static PayableForm Of(PayableFilter filter, bool showsHindered)
    {
        var byDueDate = filter.DueFrom is not null || filter.DueTo is not null;
        var form = new PayableForm
        {
            SupplierFrom = filter.SupplierFrom,
            SupplierTo = filter.SupplierTo,
            ByDueDate = byDueDate,
            DateFrom = byDueDate ? filter.DueFrom : filter.IssuedFrom,
            DateTo = byDueDate ? filter.DueTo : filter.IssuedTo,
            AmountMin = filter.AmountMin,
            AmountMax = filter.AmountMax,
            AmountsInUnits = filter.AmountsInUnits,
            NumberFrom = filter.NumberFrom,
            NumberTo = filter.NumberTo,
            WithDifferences = filter.WithDifferences,
            ShowsHindered = showsHindered,
            BranchFrom = filter.BranchFrom,
            BranchTo = filter.BranchTo,
        };
        form.Kinds.UnionWith(filter.Kinds ?? []);
        form.Classifications.UnionWith(filter.ClassificationIds ?? []);
        return form;
    }

    /// <summary>The filter that the form asks for.</summary>
    public PayableFilter ToFilter() => new()
    {
        SupplierFrom = Trimmed(SupplierFrom),
        SupplierTo = Trimmed(SupplierTo),
        IssuedFrom = ByDueDate ? null : DateFrom,
        IssuedTo = ByDueDate ? null : DateTo,
        DueFrom = ByDueDate ? DateFrom : null,
        DueTo = ByDueDate ? DateTo : null,
        AmountMin = AmountMin,
        AmountMax = AmountMax,
        AmountsInUnits = AmountsInUnits,
        Kinds = IsInvoicesOnly ? [DocumentKind.Invoice] : Kinds.Count == 0 ? null : [.. Kinds.Order()],
        NumberFrom = MayAskNumbers ? NumberFrom : null,
        NumberTo = MayAskNumbers ? NumberTo : null,
        WithDifferences = WithDifferences,
        BranchFrom = BranchFrom,
        BranchTo = BranchTo,
        ClassificationIds = Classifications.Count == 0 ? null : [.. Classifications.Order()],
    };

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
