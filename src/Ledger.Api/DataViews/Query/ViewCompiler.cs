using System.Globalization;
using System.Text.RegularExpressions;
using Ledger.Api.Http;
using Ledger.Foundation;

namespace Ledger.Api.DataViews.Query;

/// <summary>
/// Compiles a question to a view into SQL. A statement's text is put together from constants of the view; each holds the
/// comparison with the company.
/// </summary>
internal sealed partial class ViewCompiler
{
    private readonly DataView _view;
    private readonly ViewContext _context;
    private readonly Dialect _dialect;
    private readonly ValueParser _parser;
    private readonly bool _ownsMuch;

    /// <summary>A compiler for a view as a company sees it.</summary>
    /// <param name="view">The view.</param>
    /// <param name="kind">The database.</param>
    /// <param name="context">The company.</param>
    /// <param name="ownsMuch">True on SQLite when so much of the table is the company's that reading it from one end to the other costs less than looking rows up.</param>
    public ViewCompiler(DataView view, DatabaseKind kind, ViewContext context, bool ownsMuch = false)
    {
        _view = view;
        _ownsMuch = ownsMuch;
        _context = context;
        _dialect = Dialect.Of(kind);
        _parser = new ValueParser(context);
    }

    /// <summary>The words of the database.</summary>
    public Dialect Dialect => _dialect;

    /// <summary>
    /// A page of rows: the keys, then <paramref name="columns"/>. With <paramref name="fromEnd"/> the rows are counted from the
    /// end, which is nearer for the later half of a long list; they come in the asked order all the same.
    /// </summary>
    public SqlStatement Page(ViewQuery query, IReadOnlyList<ViewColumn> columns, long skip, int take, bool fromEnd = false)
    {
        var sql = new SqlBuilder(_context.Today);
        var order = Order(query);
        var isInIndexOrder = order[0].Sql == _dialect.Sorted(_view.Find(_view.Order[0].Column)!);
        var where = Where(query, sql, isWhole: !isInIndexOrder);
        var limit = $"limit {sql.Value(take)} offset {sql.Value(skip)}";
        var sorted = string.Join(", ", order.Select((o, i) => $"{o.Sql} as o{i}"));
        var selected = string.Join(", ", _view.RowKey.Concat(columns.Select(c => c.Sql)));
        if (!_view.IsLookedUpLate)
        {
            var listed = string.Join(", ", _view.RowKey.Concat(columns.Select(c => c.Sql)).Select((s, i) => $"{s} as c{i}"));
            return sql.Build(
                $"""
                select {string.Join(", ", Enumerable.Range(0, _view.RowKey.Count + columns.Count).Select(i => $"found.c{i}"))} from (
                    select {listed}, {sorted} from {From([where, listed, sorted])} where {where} order by {OrderBy(order, fromEnd)} {limit}
                ) found order by {OrderBy(Found(order), false)}
                """);
        }

        // The rows before the page cost their keys and what is sorted by; only the page's own rows are looked up, in this
        // company again ($1): no statement reads a table without that comparison.
        return sql.Build(
            $"""
            select {selected} from (
                select {_view.RowKey[0]} as k, {sorted} from {From([where, sorted])} where {where} order by {OrderBy(order, fromEnd)} {limit}
            ) found join {_view.From} on {_view.RowKey[0]} = found.k {JoinsFor([selected], string.Empty)} where {_view.Company} = $1 order by {OrderBy(Found(order), false)}
            """);
    }

    /// <summary>All rows in order: the keys, then <paramref name="columns"/>; read while they come.</summary>
    public SqlStatement Rows(ViewQuery query, IReadOnlyList<ViewColumn> columns)
    {
        var sql = new SqlBuilder(_context.Today);
        var where = Where(query, sql);
        var order = OrderBy(Order(query), false);
        var selected = string.Join(", ", _view.RowKey.Concat(columns.Select(c => c.Sql)));
        return sql.Build($"select {selected} from {From([where, order, selected])} where {where} order by {order}");
    }

    /// <summary>How many rows there are.</summary>
    public SqlStatement Count(ViewQuery query)
    {
        var sql = new SqlBuilder(_context.Today);
        // Without a condition the index of the company alone is counted.
        var where = Where(query, sql, isWhole: query.Filter is not null || !string.IsNullOrWhiteSpace(query.Search));
        return sql.Build($"select count(*) from {From([where])} where {where}");
    }

    /// <summary>
    /// By combination of the currencies of <paramref name="currencies"/>: these, the number of rows, and the sums of
    /// <paramref name="totalled"/>.
    /// </summary>
    public SqlStatement Totals(ViewQuery query, IReadOnlyList<ViewColumn> currencies, IReadOnlyList<ViewColumn> totalled)
    {
        var sql = new SqlBuilder(_context.Today);
        var where = Where(query, sql, isWhole: true);
        var keys = currencies.Select(c => c.Sql).ToList();
        var selected = string.Join(", ", keys.Append("count(*)").Concat(totalled.SelectMany(c => _dialect.Sum(c.Sql))));
        var grouped = keys.Count == 0 ? string.Empty : " group by " + string.Join(", ", keys);
        return sql.Build($"select {selected} from {From([where, selected])} where {where}{grouped}");
    }

    /// <summary>
    /// The groups of the next level, in order: the group's value, then as <see cref="Totals"/>. One group has as many lines as
    /// it has combinations of currencies.
    /// </summary>
    public SqlStatement Groups(ViewQuery query, IReadOnlyList<ViewColumn> currencies, IReadOnlyList<ViewColumn> totalled)
    {
        var sql = new SqlBuilder(_context.Today);
        var where = Where(query, sql, isWhole: true);
        var group = query.Groups[query.Path.Count];
        var column = Groupable(group);
        var value = Grouped(column, group.Period);
        var keys = currencies.Select(c => c.Sql).Prepend(value).ToList();
        var sorted = group.Period == GroupPeriod.None ? _dialect.Sorted(column) : value;
        var descending = query.Sort.Any(s => s.Descending && s.Column.Equals(column.Name, StringComparison.OrdinalIgnoreCase));
        var selected = string.Join(", ", keys.Append("count(*)").Concat(totalled.SelectMany(c => _dialect.Sum(c.Sql))));
        var order = $"{sorted}{(descending ? " desc" : string.Empty)} nulls last, {string.Join(", ", keys.Skip(1).Prepend(column.Type == ColumnType.Text ? _dialect.Exact(value) : value))}";
        return sql.Build($"select {selected} from {From([where, selected])} where {where} group by {string.Join(", ", keys)} order by {order}");
    }

    /// <summary>The different values of a column with their numbers of rows, the most frequent first.</summary>
    public SqlStatement Values(ViewQuery query, ViewColumn column, string? text)
    {
        var sql = new SqlBuilder(_context.Today);
        var where = Where(query, sql, isWhole: true);
        if (!string.IsNullOrWhiteSpace(text))
        {
            where += " and " + new FilterCompiler(_view, _dialect, _parser, sql).ContainsText(column, text[..Math.Min(text.Length, ViewLimits.TextLength)]);
        }

        return sql.Build(
            $"""
            select {column.Sql}, count(*) from {From([where, column.Sql])} where {where}
            group by {column.Sql} order by count(*) desc, {_dialect.Sorted(column)} nulls last limit {sql.Value(ViewLimits.DistinctValues)}
            """);
    }

    /// <summary>The keys of all rows, in order; for work on what a person chose.</summary>
    public SqlStatement Keys(ViewQuery query)
    {
        var sql = new SqlBuilder(_context.Today);
        var where = Where(query, sql);
        var order = OrderBy(Order(query), false);
        var selected = string.Join(", ", _view.RowKey);
        return sql.Build($"select {selected} from {From([where, order])} where {where} order by {order}");
    }

    /// <summary>The column of a group, or a refusal.</summary>
    public ViewColumn Groupable(ViewGroup group) =>
        _view.Find(group.Column) is { IsGroupable: true } column && (group.Period == GroupPeriod.None || column.Type == ColumnType.Date)
            ? column
            : throw FilterCompiler.UnknownColumn(_view, group.Column, "group");

    /// <summary>True when the statements of a question would read most rows whatever index they took.</summary>
    public bool ReadsMost(ViewQuery query) =>
        _view.WholeTable is not null && query.Path.Count == 0 && query.Choice is null or { IsAll: true } && (query.Filter is null || HasNoIndex(query.Filter));

    /// <summary>
    /// The company's share of the view's table in 64ths, probed at keys that lie evenly between the first and the last.
    /// </summary>
    public SqlStatement Share()
    {
        var sql = new SqlBuilder(_context.Today);
        var table = _view.WholeTable;
        return sql.Build(
            $"""
            with recursive ends(first, last) as (select (select min(id) from {table}), (select max(id) from {table})), n(i) as (select 0 union all select i + 1 from n where i < 63)
            select count(*) from ends, n
            where (select x.company_id from {table} x where x.id >= ends.first + (ends.last - ends.first) / 63 * n.i order by x.id limit 1) = {sql.Value(_context.CompanyId)}
            """);
    }

    // What compares these types looks at every row; the others may have an index that finds the few.
    private bool HasNoIndex(ViewFilter filter) => filter switch
    {
        ViewFilter.All all => all.Parts.All(HasNoIndex),
        ViewFilter.Any any => any.Parts.All(HasNoIndex),
        ViewFilter.Comparison comparison => _view.Find(comparison.Column)?.Type is ColumnType.Amount or ColumnType.Rate or ColumnType.Flag or ColumnType.Text,
        _ => false,
    };

    private string Where(ViewQuery query, SqlBuilder sql, bool isWhole = false)
    {
        var filters = new FilterCompiler(_view, _dialect, _parser, sql);
        // The plus takes the company's index away from SQLite, which cannot know how much of the table is the company's.
        var walks = isWhole && _ownsMuch && ReadsMost(query);
        var conditions = new List<string> { $"{(walks ? "+" : string.Empty)}{_view.Company} = {sql.Value(_context.CompanyId)}" };
        if (_view.Where is not null)
        {
            conditions.Add(_view.Where);
        }

        if (query.Filter is not null)
        {
            conditions.Add(filters.Of(query.Filter));
        }

        if (!string.IsNullOrWhiteSpace(query.Search))
        {
            conditions.Add(filters.Search(query.Search));
        }

        conditions.AddRange(query.Path.Zip(query.Groups, (key, group) => filters.InGroup(Groupable(group), group.Period, key)));
        if (query.Choice is { } choice)
        {
            conditions.Add(Chosen(choice, sql));
        }

        return string.Join(" and ", conditions);
    }

    private string Chosen(RowChoice choice, SqlBuilder sql)
    {
        if (choice.Keys.Count == 0)
        {
            return choice.IsAll ? "1 = 1" : "1 = 0";
        }

        var numbers = choice.Keys.Select(k => long.TryParse(k, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : (long?)null).OfType<long>().ToList();
        var listed = _view.RowKey.Count == 1 && numbers.Count == choice.Keys.Count
            ? _dialect.IsOneOf(_view.RowKey[0], numbers, sql)
            : _dialect.IsOneOf($"({string.Join(" || '-' || ", _view.RowKey.Select(_dialect.AsText))})", choice.Keys, sql);
        return choice.IsAll ? $"not ({listed})" : listed;
    }

    private List<OrderTerm> Order(ViewQuery query)
    {
        var terms = new List<OrderTerm>();
        foreach (var sort in (query.Sort.Count == 0 ? _view.Order : query.Sort).DistinctBy(s => s.Column.ToUpperInvariant()))
        {
            var column = _view.Find(sort.Column) is { IsSortable: true } found ? found : throw FilterCompiler.UnknownColumn(_view, sort.Column, "sort");
            terms.Add(new OrderTerm(_dialect.Sorted(column), sort.Descending, column.IsNullable));
        }

        // The key goes the way of the last column, so that an index on both can be walked either way.
        var descending = terms[^1].IsDescending;
        terms.AddRange(_view.RowKey.Select(k => new OrderTerm(k, descending, false)));
        return terms;
    }

    private static IReadOnlyList<OrderTerm> Found(List<OrderTerm> order) => [.. order.Select((o, i) => o with { Sql = $"found.o{i}" })];

    private static string OrderBy(IReadOnlyList<OrderTerm> order, bool reversed) => string.Join(", ", order.Select(o =>
        o.Sql + (o.IsDescending != reversed ? " desc" : string.Empty)
        + (!o.IsNullable ? string.Empty : reversed ? " nulls first" : " nulls last")));

    private string Grouped(ViewColumn column, GroupPeriod period) => period switch
    {
        GroupPeriod.Month => $"({column.Sql} / 100)",
        GroupPeriod.Year => $"({column.Sql} / 10000)",
        _ => column.Sql,
    };

    private string From(IReadOnlyList<string> uses) => JoinsFor(uses, _view.From);

    private string JoinsFor(IReadOnlyList<string> uses, string tables)
    {
        var needed = new HashSet<string>();
        var open = new Queue<string>(uses);
        while (open.TryDequeue(out var text))
        {
            foreach (Match match in Alias().Matches(text))
            {
                if (_view.JoinsByAlias.TryGetValue(match.Groups[1].Value, out var join) && needed.Add(match.Groups[1].Value))
                {
                    open.Enqueue(join);
                }
            }
        }

        return string.Join(' ', _view.JoinsByAlias.Where(j => needed.Contains(j.Key)).Select(j => j.Value).Prepend(tables));
    }

    [GeneratedRegex(@"\b([a-z]\w*)\.\w")]
    private static partial Regex Alias();

    private sealed record OrderTerm(string Sql, bool IsDescending, bool IsNullable);
}
