namespace Ledger.Api.Pages.MassPayments.Paying;

/// <summary>A column of the grid of funds; its names in <see cref="FundsColumns"/> are those of the domain's fields.</summary>
public enum FundsColumn
{
    /// <summary>The account that is charged.</summary>
    Debit,

    /// <summary>The means of payment.</summary>
    Account,

    /// <summary>Whether a check is made.</summary>
    ByCheck,

    /// <summary>The checkbook.</summary>
    Checkbook,

    /// <summary>The check's number.</summary>
    Number,

    /// <summary>Days to the check's due date.</summary>
    Days,

    /// <summary>The check's due date.</summary>
    Due,

    /// <summary>The classification of the payment order.</summary>
    Classification,
}
