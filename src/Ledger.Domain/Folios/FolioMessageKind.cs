namespace Ledger.Domain.Folios;

/// <summary>What one end tells the other (F9).</summary>
public enum FolioMessageKind
{
    /// <summary>A branch asks head office for folios.</summary>
    Request,

    /// <summary>Head office sends folios.</summary>
    Assignment,

    /// <summary>A branch gives unused folios back.</summary>
    Return,
}
