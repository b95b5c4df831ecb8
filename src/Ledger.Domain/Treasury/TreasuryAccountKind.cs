namespace Ledger.Domain.Treasury;

/// <summary>What a treasury account is.</summary>
public enum TreasuryAccountKind
{
    /// <summary>Caja.</summary>
    Cash,

    /// <summary>Banco.</summary>
    Bank,

    /// <summary>Tarjeta.</summary>
    Card,

    /// <summary>Otra.</summary>
    Other,
}
