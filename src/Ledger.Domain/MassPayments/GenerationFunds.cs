namespace Ledger.Domain.MassPayments;

/// <summary>With which funds a mass payment is generated (P7): one means of payment for all, or each supplier's own.</summary>
public sealed record GenerationFunds
{
    /// <summary>The date of the payment orders; null for today.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>False: <see cref="General"/> for everybody. True: each supplier's usual means of payment, and <see cref="Suppliers"/> over it.</summary>
    public bool BySupplier { get; init; }

    /// <summary>The one means of payment; what it leaves out is the company's default.</summary>
    public FundsData General { get; init; } = new();

    /// <summary>What is changed for single suppliers; only when <see cref="BySupplier"/>.</summary>
    public IReadOnlyList<SupplierFunds> Suppliers { get; init; } = [];
}
