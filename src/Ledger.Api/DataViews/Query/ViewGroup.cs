namespace Ledger.Api.DataViews.Query;

/// <summary>A column whose equal values are put together.</summary>
internal sealed record ViewGroup(string Column, GroupPeriod Period = GroupPeriod.None)
{
    /// <summary>Reads <c>supplierCode</c>, <c>issueDate.month</c> or <c>issueDate.year</c>; null when the text has another form.</summary>
    public static ViewGroup? Parse(string text) => text.Split('.') switch
    {
        [var column] => new(column),
        [var column, "month"] => new(column, GroupPeriod.Month),
        [var column, "year"] => new(column, GroupPeriod.Year),
        _ => null,
    };

    /// <inheritdoc/>
    public override string ToString() => Period switch
    {
        GroupPeriod.Month => Column + ".month",
        GroupPeriod.Year => Column + ".year",
        _ => Column,
    };
}
