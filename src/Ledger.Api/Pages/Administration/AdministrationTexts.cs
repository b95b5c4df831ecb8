namespace Ledger.Api.Pages.Administration;

/// <summary>Marks the texts of the administration's pages: AdministrationTexts.resx (Spanish) and AdministrationTexts.en.resx.</summary>
public sealed class AdministrationTexts;
