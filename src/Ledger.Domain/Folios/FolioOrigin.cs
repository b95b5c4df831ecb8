namespace Ledger.Domain.Folios;

/// <summary>How an authorisation came to this installation.</summary>
public enum FolioOrigin
{
    /// <summary>From a file of the tax authority: all its numbers are accounted for here.</summary>
    Imported,

    /// <summary>From head office: only the numbers that were assigned to branches of this installation are.</summary>
    Received,
}
