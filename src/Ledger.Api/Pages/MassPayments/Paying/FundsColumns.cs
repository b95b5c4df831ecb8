using Ledger.Domain.MassPayments;

namespace Ledger.Api.Pages.MassPayments.Paying;

/// <summary>What the columns of the grid of funds have to do with <see cref="FundsData"/>.</summary>
internal static class FundsColumns
{
    /// <summary>All, in the order of the manual.</summary>
    public static readonly IReadOnlyList<FundsColumn> All = Enum.GetValues<FundsColumn>();

    /// <summary>The name of the field in the domain's refusals.</summary>
    public static string FieldOf(FundsColumn column) => column switch
    {
        FundsColumn.Debit => "debitAccountId",
        FundsColumn.Account => "paymentAccountId",
        FundsColumn.ByCheck => "byCheck",
        FundsColumn.Checkbook => "checkbookId",
        FundsColumn.Number => "checkNumber",
        FundsColumn.Days => "checkDays",
        FundsColumn.Due => "checkDueDate",
        _ => "classificationId",
    };

    /// <summary>True when a value was given in this column.</summary>
    public static bool IsGiven(FundsColumn column, FundsData data) => column switch
    {
        FundsColumn.Debit => data.DebitAccountId is not null,
        FundsColumn.Account => data.PaymentAccountId is not null,
        FundsColumn.ByCheck => data.ByCheck is not null,
        FundsColumn.Checkbook => data.CheckbookId is not null,
        FundsColumn.Number => data.CheckNumber is not null,
        FundsColumn.Days => data.CheckDays is not null,
        FundsColumn.Due => data.CheckDueDate is not null,
        _ => data.ClassificationId is not null,
    };

    /// <summary>True for the columns that only a payment by check has.</summary>
    public static bool IsOfCheck(FundsColumn column) => column is FundsColumn.Checkbook or FundsColumn.Number or FundsColumn.Days or FundsColumn.Due;
}
