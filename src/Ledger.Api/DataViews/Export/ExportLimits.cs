namespace Ledger.Api.DataViews.Export;

/// <summary>What exports may come to at most.</summary>
internal static class ExportLimits
{
    /// <summary>Exports under way at once on a node; each reads for as long as it takes.</summary>
    public const int AtOnce = 2;

    /// <summary>Seconds after which a refused one may be tried again.</summary>
    public const int RetrySeconds = 10;

    /// <summary>Rows of a spreadsheet or csv.</summary>
    public const long Rows = 5_000_000;

    /// <summary>Rows of a sheet; the format ends there and the next sheet begins.</summary>
    public const int SheetRows = 1_048_576;

    /// <summary>Characters of a cell, by the format.</summary>
    public const int CellLength = 32_767;
}
