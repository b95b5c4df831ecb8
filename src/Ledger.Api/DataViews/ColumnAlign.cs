namespace Ledger.Api.DataViews;

/// <summary>The side on which a column's values stand.</summary>
internal enum ColumnAlign
{
    /// <summary>Texts, codes and dates.</summary>
    Left,

    /// <summary>Yes or no.</summary>
    Center,

    /// <summary>Numbers and money.</summary>
    Right,
}
