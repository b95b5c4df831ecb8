using Ledger.Domain.PurchaseDocuments;
using Codes = Ledger.Domain.MassPayments.MassPaymentCodes;
using static Ledger.Domain.MassPayments.MassPaymentRefusals;

namespace Ledger.Domain.MassPayments;

/// <summary>The rules between the fields of a filter (P3).</summary>
internal static class PayableFilterCheck
{
    /// <exception cref="DomainException">The fields contradict each other; the field is named.</exception>
    public static void Check(PayableFilter filter, PayableScope scope)
    {
        var due = filter.DueFrom is not null || filter.DueTo is not null;
        if (due && (filter.IssuedFrom is not null || filter.IssuedTo is not null))
        {
            throw Field(Codes.FilterDatesExclusive, "dueFrom", "A range of due dates and a range of issue dates exclude each other.");
        }

        var kinds = filter.Kinds?.Distinct().ToList() ?? [];
        if (due && kinds is not [DocumentKind.Invoice])
        {
            throw Field(Codes.FilterDueNeedsInvoices, "dueFrom", "A range of due dates needs invoices as the only kind.");
        }

        if ((filter.NumberFrom is not null || filter.NumberTo is not null) && kinds.Count != 1)
        {
            throw Field(Codes.FilterNumberNeedsOneKind, "numberFrom", "A range of numbers needs exactly one kind.");
        }

        if ((filter.BranchFrom is not null || filter.BranchTo is not null) && !scope.IsHeadOffice)
        {
            throw Field(Codes.FilterBranchesNeedHeadOffice, "branchFrom", "The branch filter is only available at head office.");
        }

        CheckOrder(filter.SupplierFrom, filter.SupplierTo, "supplierFrom", StringComparer.Ordinal);
        CheckOrder(filter.IssuedFrom, filter.IssuedTo, "issuedFrom");
        CheckOrder(filter.DueFrom, filter.DueTo, "dueFrom");
        CheckOrder(filter.AmountMin, filter.AmountMax, "amountMin");
        CheckOrder(filter.NumberFrom, filter.NumberTo, "numberFrom");
        CheckOrder(filter.BranchFrom, filter.BranchTo, "branchFrom");
    }

    private static void CheckOrder(string? from, string? to, string field, StringComparer comparer)
    {
        if (from is not null && to is not null && comparer.Compare(from, to) > 0)
        {
            throw Reversed(field);
        }
    }

    private static void CheckOrder<T>(T? from, T? to, string field)
        where T : struct, IComparable<T>
    {
        if (from is { } start && to is { } end && start.CompareTo(end) > 0)
        {
            throw Reversed(field);
        }
    }

    private static DomainException Reversed(string field) => Field(Codes.FilterRangeReversed, field, "The start of the range is after its end.");
}
