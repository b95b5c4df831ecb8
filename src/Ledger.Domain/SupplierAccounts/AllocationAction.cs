namespace Ledger.Domain.SupplierAccounts;

/// <summary>What happened to an allocation.</summary>
public enum AllocationAction
{
    /// <summary>It was made.</summary>
    Allocated,

    /// <summary>It was undone.</summary>
    Deallocated,
}
