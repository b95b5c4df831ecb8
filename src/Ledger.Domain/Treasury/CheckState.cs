namespace Ledger.Domain.Treasury;

/// <summary>Whether a check counts.</summary>
public enum CheckState
{
    /// <summary>It counts.</summary>
    Issued,

    /// <summary>It no longer counts; its number is not used again.</summary>
    Annulled,
}
