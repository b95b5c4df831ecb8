namespace Ledger.Api.DataViews.Query;

/// <summary>A column to sort by. Rows without a value come last in both directions.</summary>
/// <param name="Column">The column.</param>
/// <param name="Descending">True for the largest or latest first.</param>
internal sealed record ViewSort(string Column, bool Descending = false)
{
    /// <summary>Reads <c>-issueDate</c> (descending) or <c>issueDate</c>.</summary>
    public static ViewSort Parse(string text) => text.StartsWith('-') ? new(text[1..], true) : new(text.TrimStart('+'));

    /// <inheritdoc/>
    public override string ToString() => Descending ? "-" + Column : Column;
}
