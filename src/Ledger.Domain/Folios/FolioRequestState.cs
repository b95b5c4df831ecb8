namespace Ledger.Domain.Folios;

/// <summary>How a branch's request stands.</summary>
public enum FolioRequestState
{
    /// <summary>Asked; nothing came yet.</summary>
    Unmet,

    /// <summary>Folios came.</summary>
    Met,
}
