namespace Ledger.Domain.MassPayments;

/// <summary>A supplier of a chunk with its funds and items.</summary>
internal sealed record SupplierToPayNow(long SupplierId, string Code, string Name)
{
    public required DateOnly Date { get; init; }

    /// <summary>Its own payable account in the ledger, or null.</summary>
    public long? AccountId { get; init; }

    public long? DebitAccountId { get; init; }

    public long? PaymentAccountId { get; init; }

    public long? CheckbookId { get; init; }

    public long? CheckNumber { get; set; }

    public DateOnly? CheckDueDate { get; init; }

    public long? ClassificationId { get; init; }

    public List<ItemToPay> Items { get; } = [];
}
