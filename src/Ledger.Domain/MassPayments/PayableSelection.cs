namespace Ledger.Domain.MassPayments;

/// <summary>Which documents are put into a mass payment: chosen one by one, or all that a filter shows less some.</summary>
public sealed record PayableSelection
{
    /// <summary>The instalments chosen one by one; a note is chosen by its only instalment.</summary>
    public IReadOnlyList<long> InstallmentIds { get; init; } = [];

    /// <summary>"Select all" over this filter (Ctrl+A); null for none.</summary>
    public PayableFilter? Filter { get; init; }

    /// <summary>What was unticked after "select all".</summary>
    public IReadOnlyList<long> ExceptInstallmentIds { get; init; } = [];

    /// <summary>
    /// True to leave out suppliers whose credits reach what is to be paid: no payment order can be made for them. For
    /// unattended runs; a person is told at the generation.
    /// </summary>
    public bool OnlySuppliersToPay { get; init; }

    /// <summary>True when nothing is chosen.</summary>
    public bool IsEmpty => InstallmentIds.Count == 0 && Filter is null;
}
