namespace Ledger.Domain.SupplierAccounts;

/// <summary>Marks the texts of payment orders and allocations: Spanish in the neutral resource file, English beside it.</summary>
public sealed class SupplierAccountTexts
{
    private SupplierAccountTexts()
    {
    }
}
