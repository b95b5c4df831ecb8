namespace Ledger.Api.Parameters;

/// <summary>With what a parameter is edited.</summary>
internal enum ParameterKind
{
    /// <summary>Yes or no.</summary>
    Flag,

    /// <summary>How many days.</summary>
    Days,

    /// <summary>A treasury account.</summary>
    Account,

    /// <summary>A treasury account of kind other.</summary>
    DebitAccount,

    /// <summary>A posting template, by its code.</summary>
    Template,

    /// <summary>The last closed day; empty while open.</summary>
    ClosingDate,
}
