namespace Ledger.Domain.Accounting;

/// <summary>Marks the texts of the books: Spanish in the neutral resource file, English beside it.</summary>
public sealed class AccountingTexts
{
    private AccountingTexts()
    {
    }
}
