namespace Ledger.Domain.Treasury;

/// <summary>A treasury account to be created.</summary>
/// <param name="Code">The code.</param>
/// <param name="Name">The name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Currency">The currency it is kept in.</param>
/// <param name="AccountId">The account in the ledger.</param>
public sealed record TreasuryAccountData(string Code, string Name, TreasuryAccountKind Kind, string Currency, long AccountId)
{
    /// <summary>True when its checks may fall due after they are issued; banks only.</summary>
    public bool UsesDeferredChecks { get; init; }

    /// <summary>The bank.</summary>
    public string? BankCode { get; init; }

    /// <summary>The number at the bank.</summary>
    public string? Number { get; init; }
}
