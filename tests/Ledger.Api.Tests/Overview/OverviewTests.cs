using Ledger.Api.DataViews.Query;
using Ledger.Api.Overview;
using Ledger.Api.Tests.DataViews;
using Ledger.Foundation;
using Ledger.Workflows.Instances;

namespace Ledger.Api.Tests.Overview;

/// <summary>The figures of the overview against a plain computation in memory, on both databases (issue 4 §7).</summary>
[Trait("row", "Q7")]
public sealed class OverviewTests
{
    private static readonly DateOnly Today = new(2026, 3, 15); // a Sunday in Santiago: this week is one day

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Cash_OfEveryWeek_IsWhatTheInstallmentsComeTo(DatabaseKind kind)
    {
        await using var books = await ViewBooks.CreateAsync(kind, documents: 200);
        var rows = await books.Database.QueryAsync(
            """
            select d.currency, i.due_date, i.pending, d.kind from installments i join purchase_documents d on d.id = i.document_id
            where i.company_id = $1
            """,
            r => (Currency: r.GetString(0), Due: DateNumberConverter.FromStored(r.GetInt32(1)), Pending: r.GetInt64(2) / 10_000m, IsCredit: r.GetString(3) == "CreditNote"),
            ViewBooks.Company);

        var weeks = await new OverviewReader(books.Database).CashAsync(ViewBooks.Company);

        OverviewReader.WeeksOf(Today).Should().HaveCount(13).And.StartWith([(null, new DateOnly(2026, 3, 14)), (Today, Today), (new DateOnly(2026, 3, 16), new DateOnly(2026, 3, 22))]);
        var expected = rows.Where(r => r.Pending != 0).SelectMany(r => OverviewReader.WeeksOf(Today).Where(w => (w.From ?? DateOnly.MinValue) <= r.Due && r.Due <= w.To)
                .Select(w => (r, w)))
            .GroupBy(x => (x.r.Currency, x.w.From, x.w.To))
            .Select(g => new DueWeek(g.Key.Currency, g.Key.From, g.Key.To, g.Sum(x => x.r.IsCredit ? -x.r.Pending : x.r.Pending), g.Count()))
            .ToList();
        expected.Should().HaveCountGreaterThan(10).And.Contain(w => w.From == null).And.Contain(w => w.From == Today);
        weeks.Should().BeEquivalentTo(expected);
        weeks.GroupBy(w => w.Currency).Should().OnlyContain(g => g.Select(w => w.To).SequenceEqual(g.Select(w => w.To).Order()));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Cash_OfAWeek_IsTheTotalOfTheListBehindIt(DatabaseKind kind)
    {
        await using var books = await ViewBooks.CreateAsync(kind, documents: 120);
        var view = books.Views.Find("pending-installments")!;
        var weeks = await new OverviewReader(books.Database).CashAsync(ViewBooks.Company);

        foreach (var week in weeks)
        {
            var range = FormattableString.Invariant($"{week.To:yyyy-MM-dd}");
            var from = week.From is { } day ? FormattableString.Invariant($"{day:yyyy-MM-dd}") : string.Empty;
            var listed = await books.Reader.TotalsAsync(view, ViewBooks.Company, new ViewQuery
            {
                Filter = new ViewFilter.All(
                [
                    new ViewFilter.Comparison("currency", FilterOperator.Eq, [week.Currency]),
                    new ViewFilter.Comparison("dueDate", FilterOperator.Between, [from, range]),
                ]),
            });

            listed.Count.Should().Be(week.Count, "{0}", week);
            listed.Sums.Single(s => s.Column == "pending").Value.Should().Be(week.Amount, "{0}", week);
        }
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Runs_OfEveryDay_AreThoseThatBeganInTheCompanysDay(DatabaseKind kind)
    {
        await using var books = await ViewBooks.CreateAsync(kind);
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/Santiago");
        var random = new Random(7);
        var runs = Enumerable.Range(0, 300).Select(i => (At: ViewBooks.Now.AddMinutes(-random.Next(40 * 24 * 60)), Status: random.Next(7), Node: i)).ToList();
        await books.Database.WriteAsync(async tx =>
        {
            foreach (var (at, status, node) in runs)
            {
                await tx.ExecuteAsync(
                    """
                    insert into workflow_instances (id, company_id, definition_id, version_id, version, sub_status, started_by, incident_count, revision, created_at, updated_at, state)
                    values ($1, $2, 'd', 'v', 1, $3, 'x', 0, 1, $4, $4, $5)
                    """,
                    TimeOrderedIds.Before(at) + 1 + node, ViewBooks.Company, status, at.ToUnixTimeMilliseconds(), new byte[] { 1 });
            }
        });

        var days = await new OverviewReader(books.Database).RunsAsync(ViewBooks.Company);

        var expected = runs.Select(r => (Day: DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(r.At, zone).DateTime), r.Status))
            .Where(r => r.Day > Today.AddDays(-30))
            .GroupBy(r => r).Select(g => new RunDay(g.Key.Day, (WorkflowSubStatus)g.Key.Status, g.Count())).ToList();
        expected.Count.Should().BeInRange(100, 299);
        days.Should().BeEquivalentTo(expected);
        (await new OverviewReader(books.Database).RunsAsync(ViewBooks.OtherCompany)).Should().BeEmpty();
    }
}
