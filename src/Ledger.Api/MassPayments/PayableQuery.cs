using Ledger.Domain.MassPayments;
using Ledger.Domain.PurchaseDocuments;

namespace Ledger.Api.MassPayments;

/// <summary>The filters of the documents that may be paid (P3), as a query string.</summary>
internal readonly record struct PayableQuery(
    string? SupplierFrom, string? SupplierTo, DateOnly? IssuedFrom, DateOnly? IssuedTo, DateOnly? DueFrom, DateOnly? DueTo,
    decimal? AmountMin, decimal? AmountMax, bool? AmountsInUnits, DocumentKind[]? Kind, long? NumberFrom, long? NumberTo, bool? WithDifferences,
    int? BranchFrom, int? BranchTo, long[]? ClassificationId)
{
    /// <summary>The filter of the domain.</summary>
    public PayableFilter ToFilter() => new()
    {
        SupplierFrom = SupplierFrom,
        SupplierTo = SupplierTo,
        IssuedFrom = IssuedFrom,
        IssuedTo = IssuedTo,
        DueFrom = DueFrom,
        DueTo = DueTo,
        AmountMin = AmountMin,
        AmountMax = AmountMax,
        AmountsInUnits = AmountsInUnits ?? false,
        Kinds = Kind is { Length: > 0 } ? Kind : null,
        NumberFrom = NumberFrom,
        NumberTo = NumberTo,
        WithDifferences = WithDifferences ?? false,
        BranchFrom = BranchFrom,
        BranchTo = BranchTo,
        ClassificationIds = ClassificationId is { Length: > 0 } ? ClassificationId : null,
    };
}

/// <summary>The filters of the list of mass payments (P5, P14), as a query string.</summary>
internal readonly record struct MassPaymentListQuery(
    MassPaymentState[]? State, MassPaymentDateKind? DateKind, DateOnly? DateFrom, DateOnly? DateTo, long? NumberFrom, long? NumberTo)
{
    /// <summary>The filter of the domain.</summary>
    public MassPaymentFilter ToFilter() => new()
    {
        States = State is { Length: > 0 } ? State : null,
        DateKind = DateKind ?? default,
        DateFrom = DateFrom,
        DateTo = DateTo,
        NumberFrom = NumberFrom,
        NumberTo = NumberTo,
    };
}
