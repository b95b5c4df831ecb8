namespace Ledger.Api.Pages.FirstVisit;

/// <summary>Marks the texts of the first visit: <c>FirstVisitTexts.resx</c> (Spanish) and <c>FirstVisitTexts.en.resx</c>.</summary>
public sealed class FirstVisitTexts;
