namespace Ledger.Api.DataViews.Query;

/// <summary>How a column's value is compared.</summary>
internal enum FilterOperator
{
    /// <summary>Is equal; of a moment given as a day: lies on that day.</summary>
    Eq,

    /// <summary>Is not equal, or empty.</summary>
    Ne,

    /// <summary>Is less.</summary>
    Lt,

    /// <summary>Is less or equal.</summary>
    Le,

    /// <summary>Is greater.</summary>
    Gt,

    /// <summary>Is greater or equal.</summary>
    Ge,

    /// <summary>Lies between two values, both included; one of them may be left open.</summary>
    Between,

    /// <summary>Is one of several.</summary>
    In,

    /// <summary>Is none of several, or empty.</summary>
    NotIn,

    /// <summary>Contains the text.</summary>
    Contains,

    /// <summary>Does not contain the text.</summary>
    NotContains,

    /// <summary>Begins with the text.</summary>
    StartsWith,

    /// <summary>Ends with the text.</summary>
    EndsWith,

    /// <summary>Has no value.</summary>
    IsEmpty,

    /// <summary>Has a value.</summary>
    IsNotEmpty,
}
