namespace Ledger.Domain.Folios;

/// <summary>What the branch's watch did for a book.</summary>
public enum FolioWatchAction
{
    /// <summary>Nothing: the book is well.</summary>
    None,

    /// <summary>The book was finished or expired and got the folios that had come.</summary>
    Updated,

    /// <summary>The book is near its end; the folios that came stay queued until then.</summary>
    Kept,

    /// <summary>Nothing had come: head office was asked.</summary>
    Requested,

    /// <summary>Nothing has come yet since head office was asked; it is not asked again.</summary>
    Waiting,
}
