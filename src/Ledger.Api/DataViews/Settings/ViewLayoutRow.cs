namespace Ledger.Api.DataViews.Settings;

/// <summary>A person's layout of a view, as stored.</summary>
internal sealed class ViewLayoutRow
{
    /// <summary>The key of the row.</summary>
    public long Id { get; init; }

    /// <summary>The person.</summary>
    public long UserId { get; init; }

    /// <summary>The view.</summary>
    public required string ViewKey { get; init; }

    /// <summary>A <see cref="StoredLayout"/>.</summary>
    public required string Json { get; init; }
}
