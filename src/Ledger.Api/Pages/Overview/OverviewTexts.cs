namespace Ledger.Api.Pages.Overview;

/// <summary>Marks the texts of the overview for the message catalog: OverviewTexts.resx (Spanish) and OverviewTexts.en.resx.</summary>
public sealed class OverviewTexts;
