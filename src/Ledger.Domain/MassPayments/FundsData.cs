namespace Ledger.Domain.MassPayments;

/// <summary>The means of payment of one supplier, or of all (P7). A field left null takes its default.</summary>
public sealed record FundsData
{
    /// <summary>The treasury account, of kind other, that is charged (cuenta a debitar).</summary>
    public long? DebitAccountId { get; init; }

    /// <summary>The treasury account that pays: of kind bank or other.</summary>
    public long? PaymentAccountId { get; init; }

    /// <summary>Whether a check is made; only from bank accounts, and always from those with deferred checks.</summary>
    public bool? ByCheck { get; init; }

    /// <summary>The checkbook; null for the first available one of the account.</summary>
    public long? CheckbookId { get; init; }

    /// <summary>For one supplier its check number; for all the number to begin with. Null for the first free one.</summary>
    public long? CheckNumber { get; init; }

    /// <summary>Days from the generation to the check's due date; computes the date, or must agree with it.</summary>
    public int? CheckDays { get; init; }

    /// <summary>The check's due date; computes the days, or must agree with them.</summary>
    public DateOnly? CheckDueDate { get; init; }

    /// <summary>The classification of the payment order.</summary>
    public long? ClassificationId { get; init; }

    /// <summary>True when something of the treasury is said, which 'edits treasury data' must allow.</summary>
    internal bool HasTreasuryData =>
        (DebitAccountId ?? PaymentAccountId ?? CheckbookId ?? CheckNumber ?? CheckDays) is not null || ByCheck is not null || CheckDueDate is not null;
}
