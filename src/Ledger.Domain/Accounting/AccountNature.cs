namespace Ledger.Domain.Accounting;

/// <summary>What an account stands for.</summary>
public enum AccountNature
{
    /// <summary>What the company has.</summary>
    Asset,

    /// <summary>What the company owes.</summary>
    Liability,

    /// <summary>What belongs to the owners.</summary>
    Equity,

    /// <summary>What it earns.</summary>
    Income,

    /// <summary>What it spends.</summary>
    Expense,
}
