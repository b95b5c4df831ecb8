namespace Ledger.Api.DataViews;

/// <summary>Marks the texts of the data views: titles, headings, choices, refusals.</summary>
public sealed class DataViewTexts;
