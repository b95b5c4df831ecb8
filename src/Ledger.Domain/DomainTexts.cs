namespace Ledger.Domain;

/// <summary>Marks the texts of what many subjects share: Spanish in the neutral resource file, English beside it.</summary>
public sealed class DomainTexts
{
    private DomainTexts()
    {
    }
}
