namespace Ledger.Api.DataViews.Catalog;

/// <summary>The views that come with Ledger, in the order of the navigation.</summary>
internal static class ShippedViews
{
    /// <summary>All of them.</summary>
    public static IEnumerable<DataView> All =>
        [.. PurchasingViews.All, .. MassPaymentViews.All, .. WorksheetViews.All, .. TreasuryViews.All, .. AccountingViews.All, .. FolioViews.All, .. ProcessViews.All, .. AdministrationViews.All];
}
