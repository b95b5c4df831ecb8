namespace Ledger.Api.DataViews.Catalog;

/// <summary>Whether the account of an authorisation's folios closes (F10).</summary>
internal enum FolioAccount
{
    /// <summary>Every folio is in one place.</summary>
    Closed,

    /// <summary>Something does not close.</summary>
    Open,
}
