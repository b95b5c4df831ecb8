using System.Text.RegularExpressions;
using Ledger.Api.Http;

namespace Ledger.Api.DataViews.Query;

/// <summary>Turns a filter into a condition with placeholders. Names of columns are looked up, never copied.</summary>
internal sealed partial class FilterCompiler(DataView view, Dialect dialect, ValueParser parser, SqlBuilder into)
{
    // What a row without the joined table cannot fulfil; such a condition may be asked of that table alone.
    private static readonly FilterOperator[] Demanding =
    [
        FilterOperator.Eq, FilterOperator.In, FilterOperator.Contains, FilterOperator.StartsWith, FilterOperator.EndsWith,
        FilterOperator.Lt, FilterOperator.Le, FilterOperator.Gt, FilterOperator.Ge, FilterOperator.Between, FilterOperator.IsNotEmpty,
    ];

    private int _conditions;

    /// <summary>The condition of a filter.</summary>
    /// <exception cref="RequestRefusedException"><c>view.column-unknown</c>, <c>view.operator</c>, <c>view.value</c>, <c>view.filter-size</c>.</exception>
    public string Of(ViewFilter filter, int depth = 1)
    {
        if (depth > ViewLimits.Depth)
        {
            throw TooLarge();
        }

        return filter switch
        {
            ViewFilter.All all => Several(all.Parts, " and ", "1 = 1", depth),
            ViewFilter.Any any => Several(any.Parts, " or ", "1 = 0", depth),
            ViewFilter.Comparison comparison => Comparison(comparison),
            _ => throw new InvalidOperationException($"Unknown filter {filter.GetType().Name}."),
        };
    }

    /// <summary>The condition of a quick search: every word stands in some searched column; a whole number also finds numbers.</summary>
    public string Search(string search)
    {
        var words = FoldedText.Of(search).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (search.Length > ViewLimits.TextLength || words.Length > ViewLimits.SearchWords)
        {
            throw TooLarge();
        }

        var searched = view.Columns.Where(c => c.IsSearched).ToList();
        return words.Length == 0 || searched.Count == 0
            ? "1 = 1"
            : string.Join(" and ", words.Select(word => $"({string.Join(" or ", searched.Select(c => Found(c, word)))})"));
    }

    /// <summary>The condition that a row lies in a group whose key is the text.</summary>
    public string InGroup(ViewColumn column, GroupPeriod period, string? key)
    {
        if (key is null)
        {
            return $"{column.Sql} is null";
        }

        if (period == GroupPeriod.None)
        {
            return column.Type == ColumnType.Text
                ? $"{column.Sql} = {into.Value(key)}"
                : $"{column.Sql} = {into.Value(parser.Stored(column, key))}";
        }

        var first = period == GroupPeriod.Month ? key + "-01" : key + "-01-01";
        var from = (int)parser.Stored(column, first);
        // Days are yyyymmdd: no day of the period has a number above the 31st of its last month.
        return $"{column.Sql} between {into.Value(from)} and {into.Value(period == GroupPeriod.Month ? from + 30 : from + 1_130)}";
    }

    /// <summary>The condition that the expression contains the text, whatever its case and accents.</summary>
    public string ContainsText(ViewColumn column, string text) =>
        dialect.Contains(dialect.Folded(column.Type is ColumnType.Text or ColumnType.Code ? column.Sql : dialect.AsText(column.Sql)), into.Value(FoldedText.Of(text)));

    private string Several(IReadOnlyList<ViewFilter> parts, string word, string none, int depth) =>
        parts.Count == 0 ? none : $"({string.Join(word, parts.Select(p => Of(p, depth + 1)))})";

    private string Comparison(ViewFilter.Comparison comparison)
    {
        if (++_conditions > ViewLimits.Conditions)
        {
            throw TooLarge();
        }

        var column = view.Find(comparison.Column) ?? throw UnknownColumn(view, comparison.Column, "filter");
        var (least, most) = FilterOperators.Values(comparison.Operator);
        if (!FilterOperators.Of(column).Contains(comparison.Operator) || comparison.Values.Count < least || comparison.Values.Count > most)
        {
            throw new RequestRefusedException(
                400, "view.operator", $"The column {column.Name} does not take {comparison.Operator} with {comparison.Values.Count} values.",
                column.Name, comparison.Operator.ToString(), string.Join(", ", FilterOperators.Of(column)))
            { Field = "filter" };
        }

        var condition = Condition(column, comparison.Operator, comparison.Values);
        return Demanding.Contains(comparison.Operator) ? AskedOfItsTable(column, condition) : condition;
    }

    // A condition on a supplier's name is asked once of each supplier, and not of each of its million documents.
    private string AskedOfItsTable(ViewColumn column, string condition)
    {
        var alias = Alias().Match(column.Sql).Groups[1].Value;
        return view.JoinsByAlias.TryGetValue(alias, out var join)
            && Alias().Matches(condition).All(m => m.Groups[1].Value == alias)
            && KeyJoin().Match(join) is { Success: true } form
                ? $"{form.Groups["from"].Value} in (select {alias}.id from {form.Groups["table"].Value} {alias} where {condition})"
                : condition;
    }

    private string Condition(ViewColumn column, FilterOperator comparison, IReadOnlyList<string> values) => comparison switch
    {
        FilterOperator.IsEmpty => $"{column.Sql} is null",
        FilterOperator.IsNotEmpty => $"{column.Sql} is not null",
        FilterOperator.Ne => Negated(column, Condition(column, FilterOperator.Eq, values)),
        FilterOperator.NotIn => Negated(column, Condition(column, FilterOperator.In, values)),
        FilterOperator.NotContains => Negated(column, Condition(column, FilterOperator.Contains, values)),
        FilterOperator.Contains or FilterOperator.StartsWith or FilterOperator.EndsWith => Words(column, comparison, values[0]),
        FilterOperator.In => In(column, values),
        FilterOperator.Between => Between(column, values[0], values[1]),
        _ when column.Type == ColumnType.Moment => Moment(column, comparison, values[0]),
        _ => $"{Compared(column, comparison)} {Sign(comparison)} {into.Value(parser.Stored(column, values[0]))}",
    };

    private string Negated(ViewColumn column, string condition) =>
        column.IsNullable ? $"({column.Sql} is null or not ({condition}))" : $"not ({condition})";

    private string Words(ViewColumn column, FilterOperator comparison, string text)
    {
        if (text.Length is 0 or > ViewLimits.TextLength)
        {
            throw TooLarge();
        }

        var (searched, part) = (dialect.Folded(column.Sql), into.Value(FoldedText.Of(text)));
        return comparison switch
        {
            FilterOperator.Contains => dialect.Contains(searched, part),
            FilterOperator.StartsWith => dialect.StartsWith(searched, part),
            _ => dialect.EndsWith(searched, part),
        };
    }

    private string In(ViewColumn column, IReadOnlyList<string> values)
    {
        var stored = values.Select(v => parser.Stored(column, v)).Distinct().ToList();
        return stored[0] is string
            ? dialect.IsOneOf(Compared(column, FilterOperator.In), stored.Cast<string>().ToList(), into)
            : dialect.IsOneOf(column.Sql, stored.Select(Convert.ToInt64).ToList(), into);
    }

    private string Between(ViewColumn column, string from, string to)
    {
        var sides = new List<string>();
        if (from.Length > 0)
        {
            sides.Add(Condition(column, FilterOperator.Ge, [from]));
        }

        if (to.Length > 0)
        {
            sides.Add(Condition(column, FilterOperator.Le, [to]));
        }

        return sides.Count == 0 ? "1 = 1" : $"({string.Join(" and ", sides)})";
    }

    private string Moment(ViewColumn column, FilterOperator comparison, string text)
    {
        var (from, before) = parser.Span(column, text);
        return comparison switch
        {
            FilterOperator.Eq => $"({column.Sql} >= {into.Value(from)} and {column.Sql} < {into.Value(before)})",
            FilterOperator.Lt => $"{column.Sql} < {into.Value(from)}",
            FilterOperator.Le => $"{column.Sql} < {into.Value(before)}",
            FilterOperator.Gt => $"{column.Sql} >= {into.Value(before)}",
            _ => $"{column.Sql} >= {into.Value(from)}",
        };
    }

    private string Found(ViewColumn column, string word) => column.Type switch
    {
        ColumnType.Number => long.TryParse(word, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? AskedOfItsTable(column, $"{column.Sql} = {into.Value(number)}")
            : "1 = 0",
        _ => AskedOfItsTable(column, dialect.Contains(dialect.Folded(column.Sql), into.Value(word))),
    };

    private string Compared(ViewColumn column, FilterOperator comparison) => column.Type switch
    {
        ColumnType.Text => dialect.Folded(column.Sql),
        ColumnType.Code when comparison is FilterOperator.Ge or FilterOperator.Le => dialect.Exact(column.Sql),
        _ => column.Sql,
    };

    private static string Sign(FilterOperator comparison) => comparison switch
    {
        FilterOperator.Eq => "=",
        FilterOperator.Lt => "<",
        FilterOperator.Le => "<=",
        FilterOperator.Gt => ">",
        FilterOperator.Ge => ">=",
        _ => throw new InvalidOperationException($"{comparison} compares with more than one value."),
    };

    internal static RequestRefusedException UnknownColumn(DataView view, string name, string field) => new(
        400, "view.column-unknown", $"The view {view.Key} has no such column for this: {name}.", name.Length > 60 ? name[..60] + "…" : name,
        string.Join(", ", view.Columns.Select(c => c.Name)))
    { Field = field };

    private static RequestRefusedException TooLarge() => new(
        400, "view.filter-size", "The filter or the search is empty, too long or too deep.", ViewLimits.Conditions, ViewLimits.TextLength)
    { Field = "filter" };

    [GeneratedRegex(@"\b([a-z]\w*)\.\w")]
    private static partial Regex Alias();

    [GeneratedRegex(@"^left join (?<table>\w+) (?<alias>\w+) on \k<alias>\.id = (?<from>\w+\.\w+)$")]
    private static partial Regex KeyJoin();
}
