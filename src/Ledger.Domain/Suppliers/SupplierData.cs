namespace Ledger.Domain.Suppliers;

/// <summary>What is known of a supplier; used to create and to change one.</summary>
/// <param name="Rut">The tax id; it cannot be changed later.</param>
/// <param name="Name">The name.</param>
public sealed record SupplierData(string Rut, string Name)
{
    /// <summary>The code; null to take the next number. It cannot be changed later.</summary>
    public string? Code { get; init; }

    /// <summary>Where payment advices go.</summary>
    public string? Email { get; init; }

    /// <summary>False when none of its documents may enter a mass payment (P2).</summary>
    public bool EnabledForMassPayments { get; init; } = true;

    /// <summary>The treasury account it is usually paid from.</summary>
    public long? UsualPaymentAccountId { get; init; }

    /// <summary>True when it is usually paid by check.</summary>
    public bool UsuallyPaysByCheck { get; init; }

    /// <summary>The treasury account, of kind other, that its payments are charged against (cuenta a debitar, P7).</summary>
    public long? DebitAccountId { get; init; }

    /// <summary>Its own payable account.</summary>
    public long? AccountId { get; init; }

    /// <summary>True when its account is kept in <see cref="Currency"/>.</summary>
    public bool ForeignCurrencyClause { get; init; }

    /// <summary>The currency of its account, with the foreign currency clause.</summary>
    public string? Currency { get; init; }

    /// <summary>Days from issue to due date; null for the company's.</summary>
    public int? PaymentTermDays { get; init; }

    /// <summary>The bank of its account.</summary>
    public string? BankCode { get; init; }

    /// <summary>The number of its bank account.</summary>
    public string? BankAccountNumber { get; init; }

    /// <summary>The kind of its bank account.</summary>
    public BankAccountKind? BankAccountKind { get; init; }

    /// <summary>The tax id of the holder of its bank account.</summary>
    public string? BankAccountHolderRut { get; init; }

    /// <summary>True for a supplier bought from once.</summary>
    public bool IsOccasional { get; init; }
}
