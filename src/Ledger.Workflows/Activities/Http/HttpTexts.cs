namespace Ledger.Workflows.Activities.Http;

/// <summary>Marks the texts of HTTP activities for the message catalog: HttpTexts.resx (Spanish) and HttpTexts.en.resx.</summary>
public sealed class HttpTexts;
