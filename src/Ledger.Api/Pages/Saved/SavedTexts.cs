namespace Ledger.Api.Pages.Saved;

/// <summary>Marks the texts of saved views for the message catalog: SavedTexts.resx (Spanish) and SavedTexts.en.resx.</summary>
public sealed class SavedTexts;
