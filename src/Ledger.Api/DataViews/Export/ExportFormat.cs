namespace Ledger.Api.DataViews.Export;

/// <summary>What a view is written as.</summary>
internal enum ExportFormat
{
    /// <summary>A spreadsheet with typed cells.</summary>
    Xlsx,

    /// <summary>Text with separators, UTF-8.</summary>
    Csv,

    /// <summary>A page to print.</summary>
    Html,
}
