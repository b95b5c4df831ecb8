using Ledger.Api.DataViews.Http;
using Ledger.Api.DataViews.Query;
using Ledger.Api.DataViews.Settings;
using Ledger.Api.Http;
using Ledger.Foundation;

namespace Ledger.Api.Tests.DataViews;

/// <summary>What comes from outside is looked up or bound, never copied into a statement; what a person keeps survives what changes.</summary>
[Trait("row", "Q7")]
public sealed class ViewRefusalTests
{
    private const string Attack = "1) or 1=1; drop table suppliers; --";

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Query_WithSqlInNamesAndValues_RefusesNamesAndTakesValuesAsTexts(DatabaseKind kind)
    {
        await using var books = await ViewBooks.CreateAsync(kind, documents: 6);
        var view = books.Views.Find("suppliers")!;
        var before = (await books.Reader.KeysAsync(view, ViewBooks.Company, new ViewQuery())).Count;
        ViewQuery[] names =
        [
            new() { Sort = [new ViewSort(Attack)] }, new() { Columns = [Attack] }, new() { Groups = [new ViewGroup(Attack)], Path = ["x"] },
            new() { Filter = new ViewFilter.Comparison(Attack, FilterOperator.Eq, ["1"]) }, new() { Sort = [new ViewSort("s.id")] },
        ];
        foreach (var query in names)
        {
            (await books.Invoking(b => b.Reader.PageAsync(view, ViewBooks.Company, query)).Should().ThrowAsync<RequestRefusedException>()).Which.Code.Should().Be("view.column-unknown");
        }

        foreach (var text in (string[])[Attack, "'", "\"", "\\", "%", "_", "$1", "a\0b".Replace("\0", "", StringComparison.Ordinal), "O'Higgins; drop"])
        {
            var contained = await books.Reader.KeysAsync(view, ViewBooks.Company, new ViewQuery { Filter = new ViewFilter.Comparison("supplierName", FilterOperator.Contains, [text]) });
            var found = await books.Reader.KeysAsync(view, ViewBooks.Company, new ViewQuery { Search = text });
            var chosen = await books.Reader.KeysAsync(view, ViewBooks.Company, new ViewQuery { Choice = new RowChoice(false, new HashSet<string> { text }) });
            contained.Count.Should().BeLessThan(before, text);
            found.Count.Should().BeLessThan(before, text);
            chosen.Should().BeEmpty();
        }

        (await books.Reader.KeysAsync(view, ViewBooks.Company, new ViewQuery())).Should().HaveCount(before);
    }

    [Theory]
    [InlineData("issueDate:eq:hoy", "view.value")]
    [InlineData("issueDate:eq:today+99999999", "view.value")]
    [InlineData("total:gt:1,5", "view.value")]
    [InlineData("total:gt:1.00001", "view.value")]
    [InlineData("total:gt:99999999999999999", "view.value")]
    [InlineData("state:in:Pending|Nowhere", "view.value")]
    [InlineData("number:contains:1", "view.operator")]
    [InlineData("supplierCode:isEmpty", "view.operator")]
    [InlineData("supplierName:contains:", "view.filter-size")]
    [InlineData("issueDate:sounds-like:1", "view.filter-malformed")]
    [InlineData("issueDate", "view.filter-malformed")]
    public async Task Filter_ThatCannotBeMeant_IsRefusedWithItsReason(string where, string code)
    {
        await using var books = await ViewBooks.CreateAsync(DatabaseKind.Sqlite, documents: 3);

        var asking = () => books.Reader.KeysAsync(books.Views.Find("purchase-documents")!, ViewBooks.Company, new ViewQuery { Filter = ViewRequest.Where(where) });

        (await asking.Should().ThrowAsync<RequestRefusedException>()).Which.Code.Should().Be(code);
    }

    [Fact]
    public async Task Filter_OfRelativeDays_MeansTheCompanysCalendar()
    {
        await using var books = await ViewBooks.CreateAsync(DatabaseKind.Sqlite);
        var view = books.Views.Find("purchase-documents")!;
        async Task<IReadOnlyList<string>> Keys(string where) => await books.Reader.KeysAsync(view, ViewBooks.Company, new ViewQuery { Filter = ViewRequest.Where(where) });

        (await Keys("issueDate:between:monthStart..monthEnd")).Should().Equal(await Keys("issueDate:between:2026-03-01..2026-03-31")).And.NotBeEmpty();
        (await Keys("issueDate:le:today-10")).Should().Equal(await Keys("issueDate:le:2026-03-05")).And.NotBeEmpty();
        (await Keys("issueDate:between:..yearStart+1")).Should().Equal(await Keys("issueDate:le:2027-01-01"));
    }

    [Fact]
    public void FilterJson_TooDeepOrOdd_IsRefused()
    {
        foreach (var json in (string[])["{", "[]", "{\"and\":1}", "{\"column\":\"a\"}", "{\"column\":\"a\",\"op\":\"7\",\"values\":[]}", "{\"column\":\"a\",\"op\":\"Eq\",\"values\":[{}]}"])
        {
            FluentActions.Invoking(() => FilterJson.Read(json)).Should().Throw<RequestRefusedException>().Which.Code.Should().Be("view.filter-malformed");
        }

        var deep = string.Concat(Enumerable.Repeat("{\"and\":[", 40)) + string.Concat(Enumerable.Repeat("]}", 40));
        FluentActions.Invoking(() => FilterJson.Read(deep)).Should().Throw<RequestRefusedException>();
        var filter = new ViewFilter.All([new ViewFilter.Any([new ViewFilter.Comparison("total", FilterOperator.Between, ["1", ""])]), new ViewFilter.Comparison("state", FilterOperator.In, ["Pending", "Overpaid"])]);
        FilterJson.Write(FilterJson.Read(FilterJson.Write(filter).ToJsonString())).ToJsonString().Should().Be(FilterJson.Write(filter).ToJsonString());
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Settings_KeptByAPersonAndAView_SurviveColumnsThatAreGone(DatabaseKind kind)
    {
        await using var books = await ViewBooks.CreateAsync(kind, documents: 3);
        var (settings, view) = (new ViewSettings(books.Database), books.Views.Find("purchase-documents")!);
        var layout = new ViewLayout([new LayoutColumn("total", 200), new LayoutColumn("number", 90)], [new ViewSort("total", true)], [new ViewGroup("issueDate", GroupPeriod.Month)], 25);
        await settings.SaveLayoutAsync(view, 7, layout);
        await settings.SaveLayoutAsync(view, 7, layout with { PageSize = 30 });

        (await settings.LayoutAsync(view, 7)).Should().BeEquivalentTo(layout with { PageSize = 30 });
        (await settings.LayoutAsync(view, 8)).Should().BeEquivalentTo(ViewLayout.Of(view));
        await books.Database.WriteAsync(tx => tx.ExecuteAsync(
            "update view_layouts set json = $1", """{"columns":[{"name":"gone","width":9},{"name":"total","width":200}],"known":["gone","total"],"sort":["gone","-total"],"groups":["gone"],"pageSize":9000}"""));
        var healed = await settings.LayoutAsync(view, 7);
        healed.Columns.Select(c => c.Name).Should().StartWith("total").And.Contain("issueDate").And.NotContain("gone");
        healed.Sort.Should().Equal(new ViewSort("total", true));
        healed.PageSize.Should().Be(500);
        (await settings.ResetLayoutAsync(view, 7)).Should().BeEquivalentTo(await settings.LayoutAsync(view, 7));
        (await settings.Invoking(s => s.SaveLayoutAsync(view, 7, layout with { Columns = [new LayoutColumn("total", 1)] })).Should().ThrowAsync<RequestRefusedException>()).Which.Code.Should().Be("view.settings");
    }

    [Fact]
    public async Task Filters_KeptUnderNames_AreReplacedLimitedAndForgotten()
    {
        await using var books = await ViewBooks.CreateAsync(DatabaseKind.Sqlite, documents: 3);
        var (settings, view) = (new ViewSettings(books.Database), books.Views.Find("purchase-documents")!);
        var filter = new SavedViewFilter(" Vencidos ", ViewRequest.Where("issueDate:lt:today"), null);
        await settings.SaveFilterAsync(view, 7, filter);
        await settings.SaveFilterAsync(view, 7, filter with { Search = "x" });

        (await settings.FiltersAsync(view, 7)).Should().ContainSingle().Which.Should().Be(new SavedViewFilter("Vencidos", ViewRequest.Where("issueDate:lt:today"), "x"));
        (await settings.FiltersAsync(view, 8)).Should().BeEmpty();
        (await settings.Invoking(s => s.SaveFilterAsync(view, 7, filter with { Filter = ViewRequest.Where("gone:eq:1") })).Should().ThrowAsync<RequestRefusedException>()).Which.Code.Should().Be("view.column-unknown");
        await settings.DeleteFilterAsync(view, 7, "Vencidos");
        (await settings.Invoking(s => s.DeleteFilterAsync(view, 7, "Vencidos")).Should().ThrowAsync<RequestRefusedException>()).Which.Code.Should().Be("view.filter-not-found");
    }
}
