namespace Ledger.Domain.Folios;

/// <summary>Where the numbers of a range are: each number of an authorisation is in exactly one place (F10).</summary>
public enum FolioPlace
{
    /// <summary>At head office, never given away.</summary>
    Free,

    /// <summary>Given to a branch of another installation, out of this one's hands.</summary>
    Assigned,

    /// <summary>At the branch, waiting for its book to finish or expire, or for the book to be added.</summary>
    Queued,

    /// <summary>In a book: those below the range's next number are used, the others are there to be issued.</summary>
    Book,

    /// <summary>Issued.</summary>
    Used,

    /// <summary>Not issued, and never to be: they have to be annulled at the tax authority.</summary>
    Expired,

    /// <summary>Given back by a branch, unused. At head office they may be assigned again.</summary>
    Returned,
}
