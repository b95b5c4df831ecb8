namespace Ledger.Api.Folios;

/// <summary>Marks the texts of what the HTTP layer refuses about folios: <c>FolioHostTexts.resx</c> (Spanish) and <c>FolioHostTexts.en.resx</c>.</summary>
public sealed class FolioHostTexts;
