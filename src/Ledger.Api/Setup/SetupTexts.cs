namespace Ledger.Api.Setup;

/// <summary>Marks the texts of the first visit's refusals: <c>SetupTexts.resx</c> (Spanish) and <c>SetupTexts.en.resx</c>.</summary>
public sealed class SetupTexts;
