namespace Ledger.Workflows.Definitions;

/// <summary>Marks the texts of definitions for the message catalog: DefinitionTexts.resx (Spanish) and DefinitionTexts.en.resx.</summary>
public sealed class DefinitionTexts;
