using Ledger.Api.DataViews;
using Ledger.Api.DataViews.Query;
using Ledger.Foundation;

namespace Ledger.Api.Tests.DataViews;

/// <summary>Every view, every column, both databases: order, comparisons, totals and groups are those of a plain computation in memory.</summary>
[Trait("row", "Q7")]
public sealed class ViewContractTests
{
    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Views_EveryColumn_SortsFiltersAndAddsUpAsAPlainComputation(DatabaseKind kind)
    {
        await using var books = await ViewBooks.CreateAsync(kind);
        var wrong = new List<string>();
        var tried = 0;
        foreach (var view in books.Views.All)
        {
            var naive = await NaiveAsync(books, view);
            naive.Rows.Should().NotBeEmpty(view.Key);
            (await books.Reader.TotalsAsync(view, ViewBooks.Company, new ViewQuery())).Sums.Should().Equal(naive.Totals(naive.Rows), view.Key);
            foreach (var column in view.Columns)
            {
                tried += await SortAsync(books, view, column, naive, wrong);
                tried += await FilterAsync(books, view, column, naive, wrong);
                tried += await GroupAsync(books, view, column, naive, wrong);
            }
        }

        wrong.Should().BeEmpty();
        tried.Should().BeGreaterThan(1_500);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Pages_PutTogether_AreTheWholeListOnceInEveryOrder(DatabaseKind kind)
    {
        await using var books = await ViewBooks.CreateAsync(kind);
        foreach (var view in books.Views.All)
        {
            foreach (var column in view.Columns.Where(c => c.IsSortable))
            {
                var query = new ViewQuery { Sort = [new ViewSort(column.Name, true)], PageSize = 7 };
                var keys = new List<string>();
                ViewPage page;
                do
                {
                    page = await books.Reader.PageAsync(view, ViewBooks.Company, query);
                    keys.AddRange(page.Rows.Select(r => r.Key));
                    query = query with { Page = query.Page + 1 };
                }
                while (page.Rows.Count > 0);
                var whole = await books.Reader.KeysAsync(view, ViewBooks.Company, query);

                keys.Should().Equal(whole, $"{view.Key} by {column.Name}").And.OnlyHaveUniqueItems();
                page.TotalCount.Should().Be(keys.Count);
            }
        }
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Views_OfOneCompany_NeverShowRowsOfAnother(DatabaseKind kind)
    {
        await using var books = await ViewBooks.CreateAsync(kind);
        foreach (var view in books.Views.All)
        {
            var mine = await books.Reader.KeysAsync(view, ViewBooks.Company, new ViewQuery());
            var theirs = await books.Reader.KeysAsync(view, ViewBooks.OtherCompany, new ViewQuery());
            // An or, a choice of foreign keys and a group cannot widen what is seen.
            var asked = await books.Reader.KeysAsync(view, ViewBooks.Company, new ViewQuery { Choice = new RowChoice(false, theirs.ToHashSet()) });
            var any = await books.Reader.KeysAsync(view, ViewBooks.Company, new ViewQuery { Filter = new ViewFilter.Any([new ViewFilter.All([]), new ViewFilter.All([])]) });

            theirs.Should().NotBeEmpty(view.Key);
            mine.Should().NotIntersectWith(theirs, view.Key);
            asked.Should().BeEmpty(view.Key);
            any.Should().Equal(mine);
        }
    }

    private static async Task<NaiveView> NaiveAsync(ViewBooks books, DataView view)
    {
        var all = await books.Reader.PageAsync(view, ViewBooks.Company, new ViewQuery { Columns = [.. view.Columns.Select(c => c.Name)], PageSize = 500 });
        all.Rows.Count.Should().Be((int)all.TotalCount);
        return new NaiveView(view, all, new ViewContext(ViewBooks.Company, "CLP", TimeZoneInfo.FindSystemTimeZoneById("America/Santiago"), new DateOnly(2026, 3, 15)));
    }

    private static async Task<int> SortAsync(ViewBooks books, DataView view, ViewColumn column, NaiveView naive, List<string> wrong)
    {
        if (!column.IsSortable)
        {
            return 0;
        }

        foreach (var descending in (bool[])[false, true])
        {
            var page = await books.Reader.PageAsync(
                view, ViewBooks.Company, new ViewQuery { Sort = [new ViewSort(column.Name, descending)], Columns = [column.Name], PageSize = 500 });
            if (!page.Rows.Select(r => naive.SortText(column, page.Value(r, column.Name))).SequenceEqual(naive.Sorted(column, descending)))
            {
                wrong.Add($"{view.Key}.{column.Name} sorted {(descending ? "down" : "up")}");
            }
        }

        return 2;
    }

    private static async Task<int> FilterAsync(ViewBooks books, DataView view, ViewColumn column, NaiveView naive, List<string> wrong)
    {
        var samples = naive.Rows.Select(r => ValueReader.Invariant(naive.Value(r, column) is DateTimeOffset m ? DateOnly.FromDateTime(m.DateTime) : naive.Value(r, column)))
            .OfType<string>().Where(t => t.Length is > 0 and < 200).Distinct().Take(6).ToList();
        var tried = 0;
        foreach (var comparison in FilterOperators.Of(column))
        {
            foreach (var values in Values(comparison, samples))
            {
                tried++;
                var found = await books.Reader.KeysAsync(view, ViewBooks.Company, new ViewQuery { Filter = new ViewFilter.Comparison(column.Name, comparison, values) });
                var expected = naive.Filtered(column, comparison, values).ToHashSet();
                if (!expected.SetEquals(found))
                {
                    wrong.Add($"{view.Key}.{column.Name} {comparison} {string.Join('|', values)}: {found.Count} instead of {expected.Count}");
                }
            }
        }

        return tried;
    }

    private static IEnumerable<IReadOnlyList<string>> Values(FilterOperator comparison, List<string> samples) => comparison switch
    {
        FilterOperator.IsEmpty or FilterOperator.IsNotEmpty => [[]],
        _ when samples.Count == 0 => [],
        FilterOperator.Between => [[samples[0], samples[^1]], [samples[^1], samples[0]]],
        FilterOperator.In or FilterOperator.NotIn => [[samples[0]], [.. samples]],
        FilterOperator.Contains or FilterOperator.NotContains or FilterOperator.StartsWith or FilterOperator.EndsWith =>
            samples.SelectMany(s => new[] { s[..Math.Min(3, s.Length)], s[^Math.Min(3, s.Length)..].ToUpperInvariant() }).Select(s => (IReadOnlyList<string>)[s]),
        _ => samples.Take(4).Select(s => (IReadOnlyList<string>)[s]),
    };

    private static async Task<int> GroupAsync(ViewBooks books, DataView view, ViewColumn column, NaiveView naive, List<string> wrong)
    {
        if (!column.IsGroupable)
        {
            return 0;
        }

        var query = new ViewQuery { Groups = [new ViewGroup(column.Name)] };
        var groups = (await books.Reader.GroupsAsync(view, ViewBooks.Company, query, 0, 1_000)).Groups;
        var expected = naive.Rows.GroupBy(r => ValueReader.Invariant(naive.Value(r, column)) ?? "∅").ToDictionary(g => g.Key, g => g.ToList());
        if (!expected.Keys.ToHashSet().SetEquals(groups.Select(g => g.Key ?? "∅")) || groups.Count != expected.Count)
        {
            wrong.Add($"{view.Key} grouped by {column.Name}: {groups.Count} groups instead of {expected.Count}");
        }

        foreach (var group in groups)
        {
            var rows = expected.GetValueOrDefault(group.Key ?? "∅") ?? [];
            var inside = await books.Reader.KeysAsync(view, ViewBooks.Company, query with { Path = [group.Key] });
            if (group.Totals.Count != rows.Count || !group.Totals.Sums.SequenceEqual(naive.Totals(rows)) || !inside.ToHashSet().SetEquals(rows.Select(r => r.Key)))
            {
                wrong.Add($"{view.Key} grouped by {column.Name}: {group.Key}");
            }
        }

        return groups.Count;
    }
}
