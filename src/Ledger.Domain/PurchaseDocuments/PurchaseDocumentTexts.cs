namespace Ledger.Domain.PurchaseDocuments;

/// <summary>Marks the texts of purchase documents: Spanish in the neutral resource file, English beside it.</summary>
public sealed class PurchaseDocumentTexts
{
    private PurchaseDocumentTexts()
    {
    }
}
