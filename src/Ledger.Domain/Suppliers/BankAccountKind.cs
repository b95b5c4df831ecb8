namespace Ledger.Domain.Suppliers;

/// <summary>The kind of a bank account.</summary>
public enum BankAccountKind
{
    /// <summary>Cuenta corriente.</summary>
    Checking,

    /// <summary>Cuenta vista.</summary>
    Sight,

    /// <summary>Cuenta de ahorro.</summary>
    Savings,
}
