namespace Ledger.Api.Designer.Definitions;

/// <summary>Marks the texts of editing definitions in the studio: DefinitionEditingTexts.resx (Spanish) and DefinitionEditingTexts.en.resx.</summary>
public sealed class DefinitionEditingTexts;
