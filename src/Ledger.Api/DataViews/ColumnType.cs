namespace Ledger.Api.DataViews;

/// <summary>What a column of a view holds: how it is stored, filtered, sorted, shown and exported.</summary>
internal enum ColumnType
{
    /// <summary>Words that people read; compared without regard to case and accents, sorted as in a Spanish dictionary.</summary>
    Text,

    /// <summary>A code such as a supplier's; compared and sorted exactly, by its bytes, on both databases alike.</summary>
    Code,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>The 64-bit key of a row; shown to programs, as text, and never added up.</summary>
    Key,

    /// <summary>Money: ten-thousandths in the database, with a currency beside it.</summary>
    Amount,

    /// <summary>An exchange rate: millionths in the database.</summary>
    Rate,

    /// <summary>A day: <c>yyyymmdd</c> in the database.</summary>
    Date,

    /// <summary>A moment: milliseconds since 1970 in UTC in the database; shown in the company's time zone.</summary>
    Moment,

    /// <summary>Yes or no.</summary>
    Flag,

    /// <summary>One of the names of an enum, with texts in both languages.</summary>
    Choice,

    /// <summary>A code of <c>MessageCatalog</c> with the JSON array of its values behind it, said in the reader's language; only shown.</summary>
    Message,
}
