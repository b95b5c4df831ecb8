namespace Ledger.Domain.Imports;

/// <summary>Marks the texts of imports: Spanish in the neutral resource file, English beside it.</summary>
public sealed class ImportTexts
{
    private ImportTexts()
    {
    }
}
