namespace Ledger.Api.DataViews.Query;

/// <summary>
/// Rows chosen by a person: one by one, or all that the filter finds (Ctrl+A) less some, however many pages they fill
/// (features.md P3).
/// </summary>
/// <param name="IsAll">True for all rows of the filter but <paramref name="Keys"/>; false for only those.</param>
/// <param name="Keys">Keys of rows as the view writes them.</param>
public sealed record RowChoice(bool IsAll, IReadOnlySet<string> Keys)
{
    /// <summary>No row.</summary>
    public static RowChoice None { get; } = new(false, new HashSet<string>());

    /// <summary>Every row of the filter, on whatever page.</summary>
    public static RowChoice All { get; } = new(true, new HashSet<string>());

    /// <summary>True when the row is chosen, given that the filter finds it.</summary>
    public bool Contains(string key) => IsAll != Keys.Contains(key);

    /// <summary>The choice with one row more, or less.</summary>
    public RowChoice With(string key, bool isChosen)
    {
        var keys = new HashSet<string>(Keys);
        _ = IsAll == isChosen ? keys.Remove(key) : keys.Add(key);
        return this with { Keys = keys };
    }
}
