namespace Ledger.Domain.Folios;

/// <summary>Marks the texts of the folio circuit: Spanish in the neutral resource file, English beside it.</summary>
public sealed class FolioTexts
{
    private FolioTexts()
    {
    }
}
