namespace Ledger.Api.DataViews.Settings;

/// <summary>A filter that a person keeps, as stored.</summary>
internal sealed class ViewFilterRow
{
    /// <summary>The key of the row.</summary>
    public long Id { get; init; }

    /// <summary>The person.</summary>
    public long UserId { get; init; }

    /// <summary>The view.</summary>
    public required string ViewKey { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>Filter and search, as JSON.</summary>
    public required string Json { get; init; }
}
