using Ledger.Api.DataViews.Query;

namespace Ledger.Api.DataViews.Export;

/// <summary>What is to be exported, and how.</summary>
/// <param name="View">The view.</param>
/// <param name="Query">Which rows, columns and order; paging is left aside.</param>
/// <param name="Format">As what.</param>
/// <param name="IsInvariant">Of csv: true for commas, points and ISO dates whatever the language; for programs.</param>
internal sealed record ExportRequest(DataView View, ViewQuery Query, ExportFormat Format, bool IsInvariant = false);
