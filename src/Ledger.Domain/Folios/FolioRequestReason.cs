namespace Ledger.Domain.Folios;

/// <summary>Why a branch asked for folios.</summary>
public enum FolioRequestReason
{
    /// <summary>The book has few left.</summary>
    NearToFinish,

    /// <summary>The book's folios expire soon.</summary>
    NearToExpire,

    /// <summary>The book has none.</summary>
    Finished,

    /// <summary>The book's folios have expired.</summary>
    Expired,

    /// <summary>The folio administrator asked (F7).</summary>
    Manual,
}
