using System.Text.RegularExpressions;

namespace Ledger.Api.DataViews;

/// <summary>Something that can be done from a row: a page to go to, with values of the row in its address.</summary>
/// <param name="Key">Names it; its text is <c>views.action.KEY</c>.</param>
/// <param name="Policy">Who may.</param>
/// <param name="Link">The address from the root of the site, with columns in braces, such as <c>/mass-payments/{id}</c>.</param>
internal sealed partial record RowAction(string Key, string Policy, string Link)
{
    /// <summary>True for what a row is opened with: double click, Enter, and the link in its first column.</summary>
    public bool IsOpening { get; init; }

    /// <summary>The columns that the address names.</summary>
    public IEnumerable<string> Columns => Placeholder().Matches(Link).Select(m => m.Groups[1].Value);

    /// <summary>The address for a row; null when a value that it names is empty there.</summary>
    /// <param name="value">The text of a column of the row, or null.</param>
    public string? For(Func<string, string?> value) => Columns.All(c => !string.IsNullOrEmpty(value(c)))
        ? Placeholder().Replace(Link, m => Uri.EscapeDataString(value(m.Groups[1].Value)!))
        : null;

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();
}
