namespace Ledger.Domain.Treasury;

/// <summary>Marks the texts of treasury: Spanish in the neutral resource file, English beside it.</summary>
public sealed class TreasuryTexts
{
    private TreasuryTexts()
    {
    }
}
