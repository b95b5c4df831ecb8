using Ledger.Api.DataViews.Query;

namespace Ledger.Api.DataViews.Settings;

/// <summary>A filter that a person keeps under a name.</summary>
/// <param name="Name">The name, unique for the person and the view.</param>
/// <param name="Filter">The condition, or null.</param>
/// <param name="Search">The words searched, or null.</param>
internal sealed record SavedViewFilter(string Name, ViewFilter? Filter, string? Search);
