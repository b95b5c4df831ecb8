namespace Ledger.Domain.Folios;

/// <summary>How a book stands (F2).</summary>
public enum FolioBookState
{
    /// <summary>Nothing to do.</summary>
    Ok,

    /// <summary>Its folios are no more than the quantity threshold.</summary>
    NearToFinish,

    /// <summary>So many expire within the threshold of days that those which outlive it are no more than the quantity threshold.</summary>
    NearToExpire,

    /// <summary>Every folio was used.</summary>
    Finished,

    /// <summary>What it had left has expired.</summary>
    Expired,
}
