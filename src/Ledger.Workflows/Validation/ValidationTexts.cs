namespace Ledger.Workflows.Validation;

/// <summary>Marks the texts of the checks of definitions for the message catalog: ValidationTexts.resx (Spanish) and ValidationTexts.en.resx.</summary>
public sealed class ValidationTexts;
