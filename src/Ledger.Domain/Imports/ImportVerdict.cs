namespace Ledger.Domain.Imports;

/// <summary>What became of a line.</summary>
public enum ImportVerdict
{
    /// <summary>It was taken.</summary>
    Accepted,

    /// <summary>It was refused.</summary>
    Rejected,

    /// <summary>It was taken, with a remark.</summary>
    Warned,

    /// <summary>It was there already.</summary>
    Unchanged,
}
