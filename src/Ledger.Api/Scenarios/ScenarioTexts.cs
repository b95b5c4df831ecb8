namespace Ledger.Api.Scenarios;

/// <summary>Marks the texts of scenarios for the message catalog: ScenarioTexts.resx (Spanish) and ScenarioTexts.en.resx.</summary>
public sealed class ScenarioTexts;
