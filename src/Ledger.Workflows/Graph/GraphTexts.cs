namespace Ledger.Workflows.Graph;

/// <summary>Marks the texts of compiling and running definitions for the message catalog: GraphTexts.resx (Spanish) and GraphTexts.en.resx.</summary>
public sealed class GraphTexts;
