namespace Ledger.Domain.Accounting;

/// <summary>The side of an entry.</summary>
public enum EntrySide
{
    /// <summary>Debe.</summary>
    Debit,

    /// <summary>Haber.</summary>
    Credit,
}
