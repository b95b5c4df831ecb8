using System.Data.Common;
using Ledger.Api.Http;
using Ledger.Foundation;

namespace Ledger.Api.DataViews.Query;

/// <summary>Reads views: pages, totals, groups, values for filters and keys of what was chosen.</summary>
internal sealed class ViewReader(LedgerDatabase database)
{
    /// <summary>From which share of a table, in 64ths, SQLite reads it from one end to the other for a company that asks for most of its rows.</summary>
    /// <value>10: a row that is looked up costs about eight times one that is passed on the way (measured with 1,000,000 documents). 65 is never.</value>
    public int WalkedShare { get; init; } = 10;

    /// <summary>A page with the number of all rows.</summary>
    /// <param name="view">The view.</param>
    /// <param name="companyId">The company whose rows are seen.</param>
    /// <param name="query">What is asked.</param>
    /// <param name="knownCount">The number of rows when the caller has just been told and only turns the page; null to count.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="RequestRefusedException">The codes of <see cref="FilterCompiler.Of"/>; <c>page.number</c>, <c>page.size</c>.</exception>
    public async Task<ViewPage> PageAsync(
        DataView view, long companyId, ViewQuery query, long? knownCount = null, CancellationToken cancellationToken = default)
    {
        CheckPage(query);
        var columns = ColumnsOf(view, query.Columns);
        await using var connection = await ReadConnection.OpenAsync(database, isLarge: false, cancellationToken);
        var context = await ContextAsync(connection, companyId, cancellationToken);
        var compiler = await CompilerAsync(connection, view, context, query, cancellationToken);
        var count = knownCount ?? await CountAsync(connection, compiler, query, cancellationToken);
        var skip = (long)query.Page * query.PageSize;
        var take = (int)Math.Min(query.PageSize, Math.Max(0, count - skip));
        if (knownCount is null && take == 0)
        {
            return new ViewPage(columns, [], count);
        }

        var fromEnd = knownCount is null && skip > count / 2;
        var statement = compiler.Page(query, columns, fromEnd ? count - skip - take : skip, knownCount is null ? take : query.PageSize, fromEnd);
        return new ViewPage(columns, await RowsAsync(connection, statement, view, columns, context, cancellationToken), count);
    }

    /// <summary>What all rows of the filter come to.</summary>
    public async Task<ViewTotals> TotalsAsync(DataView view, long companyId, ViewQuery query, CancellationToken cancellationToken = default)
    {
        await using var connection = await ReadConnection.OpenAsync(database, isLarge: false, cancellationToken);
        return await TotalsAsync(connection, view, await ContextAsync(connection, companyId, cancellationToken), query, cancellationToken);
    }

    /// <summary>The groups of the level below <see cref="ViewQuery.Path"/>, each with its totals.</summary>
    public async Task<ViewGroupPage> GroupsAsync(
        DataView view, long companyId, ViewQuery query, int skip, int take, CancellationToken cancellationToken = default)
    {
        CheckGroups(query, 1);
        await using var connection = await ReadConnection.OpenAsync(database, isLarge: false, cancellationToken);
        var context = await ContextAsync(connection, companyId, cancellationToken);
        var compiler = await CompilerAsync(connection, view, context, query, cancellationToken);
        var group = query.Groups[query.Path.Count];
        var reading = new TotalsReading(view, compiler.Dialect, context.LocalCurrency);
        var groups = new GroupReading(compiler.Groupable(group), group.Period, reading, context.Zone, skip, take);
        await connection.EachAsync(compiler.Groups(query, reading.Currencies, reading.Totalled), groups.Take, cancellationToken);
        return groups.Result();
    }

    /// <summary>The different values of a column in the rows of the filter, the most frequent first, at most <see cref="ViewLimits.DistinctValues"/>.</summary>
    public async Task<IReadOnlyList<ViewValue>> ValuesAsync(
        DataView view, long companyId, ViewQuery query, string column, string? text, CancellationToken cancellationToken = default)
    {
        var found = view.Find(column) is { IsFilterable: true, IsSortable: true } c ? c : throw FilterCompiler.UnknownColumn(view, column, "column");
        await using var connection = await ReadConnection.OpenAsync(database, isLarge: false, cancellationToken);
        var context = await ContextAsync(connection, companyId, cancellationToken);
        return await connection.ListAsync(
            (await CompilerAsync(connection, view, context, query, cancellationToken)).Values(query, found, text),
            row =>
            {
                var value = ValueReader.Read(row, 0, found, context.Zone);
                return new ViewValue(ValueReader.Invariant(value), value, row.GetInt64(1));
            },
            cancellationToken);
    }

    /// <summary>The keys of all rows of the filter, and of the choice when there is one, in order.</summary>
    public async Task<IReadOnlyList<string>> KeysAsync(DataView view, long companyId, ViewQuery query, CancellationToken cancellationToken = default)
    {
        await using var connection = await ReadConnection.OpenAsync(database, isLarge: false, cancellationToken);
        var context = await ContextAsync(connection, companyId, cancellationToken);
        return await connection.ListAsync(
            new ViewCompiler(view, database.Kind, context).Keys(query), row => ValueReader.Key(row, 0, view.RowKey.Count), cancellationToken);
    }

    /// <summary>The columns wanted, the visible ones when none is named; behind them what they and the row actions need.</summary>
    /// <exception cref="RequestRefusedException"><c>view.column-unknown</c>.</exception>
    public static IReadOnlyList<ViewColumn> ColumnsOf(DataView view, IReadOnlyList<string> names)
    {
        var columns = names.Count == 0
            ? view.Columns.Where(c => c.IsVisible).ToList()
            : [.. names.Select(n => view.Find(n) ?? throw FilterCompiler.UnknownColumn(view, n, "columns")).Distinct()];
        var needed = columns.Select(c => c.Currency).Concat(view.Actions.SelectMany(a => a.Columns)).Where(n => !string.IsNullOrEmpty(n));
        columns.AddRange(needed.Select(n => view.Find(n!)!).Distinct().Except(columns).ToList());
        return columns;
    }

    /// <summary>What a view must know of a company.</summary>
    public static async Task<ViewContext> ContextAsync(
        ReadConnection connection, LedgerDatabase database, long companyId, CancellationToken cancellationToken)
    {
        var company = await connection.ListAsync(
            new SqlStatement("select local_currency, time_zone from companies where id = $1", [companyId]),
            row => (Currency: row.GetString(0), Zone: TimeZoneInfo.FindSystemTimeZoneById(row.GetString(1))),
            cancellationToken);
        if (company.Count == 0)
        {
            throw new RequestRefusedException(404, "company.not-found", $"There is no company {companyId}.", companyId);
        }

        var now = TimeZoneInfo.ConvertTime(database.Clock.GetUtcNow(), company[0].Zone);
        return new ViewContext(companyId, company[0].Currency, company[0].Zone, DateOnly.FromDateTime(now.DateTime));
    }

    /// <summary>What all rows of the filter come to, in a reading that goes on.</summary>
    public async Task<ViewTotals> TotalsAsync(
        ReadConnection connection, DataView view, ViewContext context, ViewQuery query, CancellationToken cancellationToken)
    {
        CheckGroups(query, 0);
        var compiler = await CompilerAsync(connection, view, context, query, cancellationToken);
        var reading = new TotalsReading(view, compiler.Dialect, context.LocalCurrency);
        var sums = reading.Start();
        await connection.EachAsync(
            compiler.Totals(query, reading.Currencies, reading.Totalled),
            row =>
            {
                sums.Add(row, 0);
                return true;
            },
            cancellationToken);
        return sums.Result();
    }

    // PostgreSQL knows from its statistics how much of a table a company has.
    private async Task<ViewCompiler> CompilerAsync(
        ReadConnection connection, DataView view, ViewContext context, ViewQuery query, CancellationToken cancellationToken)
    {
        var compiler = new ViewCompiler(view, database.Kind, context);
        if (database.Kind != DatabaseKind.Sqlite || !compiler.ReadsMost(query))
        {
            return compiler;
        }

        var share = (await connection.ListAsync(compiler.Share(), row => row.GetInt32(0), cancellationToken))[0];
        return share < WalkedShare ? compiler : new ViewCompiler(view, database.Kind, context, ownsMuch: true);
    }

    private Task<ViewContext> ContextAsync(ReadConnection connection, long companyId, CancellationToken cancellationToken) =>
        ContextAsync(connection, database, companyId, cancellationToken);

    private static async Task<long> CountAsync(ReadConnection connection, ViewCompiler compiler, ViewQuery query, CancellationToken cancellationToken) =>
        (await connection.ListAsync(compiler.Count(query), row => row.GetInt64(0), cancellationToken))[0];

    private static Task<List<ViewRow>> RowsAsync(
        ReadConnection connection, SqlStatement statement, DataView view, IReadOnlyList<ViewColumn> columns, ViewContext context,
        CancellationToken cancellationToken) =>
        connection.ListAsync(statement, row => Row(row, view, columns, context.Zone), cancellationToken);

    private static ViewRow Row(DbDataReader row, DataView view, IReadOnlyList<ViewColumn> columns, TimeZoneInfo zone)
    {
        var values = new object?[columns.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = ValueReader.Read(row, view.RowKey.Count + i, columns[i], zone);
        }

        return new ViewRow(ValueReader.Key(row, 0, view.RowKey.Count), values);
    }

    private static void CheckPage(ViewQuery query)
    {
        if (query.Page is < 0 or > 1_000_000_000)
        {
            throw new RequestRefusedException(400, "page.number", "The page lies outside 0 to 1,000,000,000.") { Field = "page" };
        }

        if (query.PageSize is < 1 or > ViewLimits.PageSize)
        {
            throw new RequestRefusedException(400, "page.size", $"The page size lies outside 1 to {ViewLimits.PageSize}.", ViewLimits.PageSize) { Field = "pageSize" };
        }

        CheckGroups(query, 0);
    }

    private static void CheckGroups(ViewQuery query, int levelsBelow)
    {
        if (query.Groups.Count > ViewLimits.SortColumns || query.Sort.Count > ViewLimits.SortColumns || query.Path.Count + levelsBelow > query.Groups.Count)
        {
            throw new RequestRefusedException(
                400, "view.groups", "The groups are too many, or the path is deeper than they are.", ViewLimits.SortColumns)
            { Field = "group" };
        }
    }
}
