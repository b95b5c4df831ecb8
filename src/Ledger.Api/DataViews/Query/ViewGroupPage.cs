namespace Ledger.Api.DataViews.Query;

/// <summary>Some groups of a level, in order.</summary>
/// <param name="Groups">The groups.</param>
/// <param name="HasMore">True when others follow.</param>
internal sealed record ViewGroupPage(IReadOnlyList<ViewGroupRow> Groups, bool HasMore);
