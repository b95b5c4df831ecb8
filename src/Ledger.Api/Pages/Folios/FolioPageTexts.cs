namespace Ledger.Api.Pages.Folios;

/// <summary>Marks the texts of the pages of the folio circuit: <c>FolioPageTexts.resx</c> (Spanish) and <c>FolioPageTexts.en.resx</c>.</summary>
public sealed class FolioPageTexts;
