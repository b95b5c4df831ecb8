namespace Ledger.Api.DataViews.Query;

/// <summary>A condition over the columns of a view: comparisons, held together by and, or.</summary>
internal abstract record ViewFilter
{
    /// <summary>True when every part is.</summary>
    internal sealed record All(IReadOnlyList<ViewFilter> Parts) : ViewFilter;

    /// <summary>True when some part is.</summary>
    internal sealed record Any(IReadOnlyList<ViewFilter> Parts) : ViewFilter;

    /// <summary>A column's value compared with values, as texts in the invariant form of the column's type.</summary>
    /// <remarks>
    /// Dates may be <c>today</c>, <c>monthStart</c>, <c>monthEnd</c>, <c>yearStart</c>, <c>yearEnd</c>, with <c>+n</c> or
    /// <c>-n</c> days, months or years behind, so that a filter kept under a name stays true. An empty text leaves one side of
    /// a range open.
    /// </remarks>
    internal sealed record Comparison(string Column, FilterOperator Operator, IReadOnlyList<string> Values) : ViewFilter
    {
        /// <inheritdoc/>
        public bool Equals(Comparison? other) =>
            other is not null && Column == other.Column && Operator == other.Operator && Values.SequenceEqual(other.Values);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Column, Operator, Values.Count);
    }

    /// <summary>The parts that are there, all to be fulfilled; null when there is none.</summary>
    public static ViewFilter? And(params IEnumerable<ViewFilter?> parts) => parts.OfType<ViewFilter>().ToList() switch
    {
        [] => null,
        [var one] => one,
        var several => new All(several),
    };
}
