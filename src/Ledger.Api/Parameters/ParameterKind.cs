namespace Ledger.Api.Parameters;

/// <summary>With what a parameter is edited.</summary>
internal enum ParameterKind
{
    /// <summary>Yes or no.</summary>
    Flag,

    /// <summary>How many days.</summary>
    Days,

    /// <summary>How many months.</summary>
    Months,

    /// <summary>Which of the tax authority's worlds.</summary>
    Environment,

    /// <summary>Mail addresses, one a line or apart by commas.</summary>
    Addresses,

    /// <summary>Codes of branches, apart by commas.</summary>
    Codes,

    /// <summary>A treasury account.</summary>
    Account,

    /// <summary>A treasury account of kind other.</summary>
    DebitAccount,

    /// <summary>A posting template, by its code.</summary>
    Template,

    /// <summary>The last closed day; empty while open.</summary>
    ClosingDate,
}
