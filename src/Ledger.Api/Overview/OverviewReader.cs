using System.Globalization;
using Ledger.Api.DataViews.Query;
using Ledger.Foundation;
using Ledger.Workflows.Instances;

namespace Ledger.Api.Overview;

/// <summary>The figures that people would rather look at than read: each is one statement, counted and added up by the database.</summary>
internal sealed class OverviewReader(LedgerDatabase database)
{
    /// <summary>How many weeks of what is due are told, this week being the first.</summary>
    public const int Weeks = 12;

    /// <summary>How many days of runs are told, today being the last.</summary>
    public const int Days = 30;

    /// <summary>What is to be paid: first all that is overdue, then week by week (Monday to Sunday; of this week, from today on), by currency.</summary>
    /// <remarks>Currencies with the most instalments come first. Weeks in which nothing falls due have no line.</remarks>
    public async Task<IReadOnlyList<DueWeek>> CashAsync(long companyId, CancellationToken cancellationToken = default)
    {
        await using var connection = await ReadConnection.OpenAsync(database, isLarge: false, cancellationToken);
        var context = await ViewReader.ContextAsync(connection, database, companyId, cancellationToken);
        var dialect = Dialect.Of(database.Kind);
        var starts = WeekStarts(context.Today);
        var sql = new SqlBuilder();
        var company = sql.Value(companyId);
        // The sign is that of the list behind: credits lower what is owed.
        var sums = string.Join(", ", dialect.Sum("(case when d.kind = 'CreditNote' then -1 else 1 end) * i.pending"));
        var weeks = Bucket("i.due_date", starts.Select(day => sql.Value(DateNumberConverter.ToStored(day))));
        var statement = sql.Build(
            $"""
            select d.currency, {weeks} as week, count(*), {sums}
            from installments i join purchase_documents d on d.id = i.document_id
            where i.company_id = {company} and i.pending <> 0 and i.due_date < {sql.Value(DateNumberConverter.ToStored(starts[^1]))}
            group by d.currency, week order by d.currency, week
            """);
        var lines = await connection.ListAsync(
            statement,
            row =>
            {
                var week = Convert.ToInt32(row.GetValue(1), CultureInfo.InvariantCulture);
                var position = 3;
                return new DueWeek(
                    row.GetString(0), week == 0 ? null : starts[week - 1], starts[week].AddDays(-1), dialect.ReadSum(row, ref position) / 10_000m, row.GetInt64(2));
            },
            cancellationToken);
        return [.. lines.GroupBy(l => l.Currency).OrderByDescending(g => g.Sum(l => l.Count)).ThenBy(g => g.Key, StringComparer.Ordinal).SelectMany(g => g)];
    }

    /// <summary>The weeks that <see cref="CashAsync"/> tells, in order: all that is overdue, then this week and those behind it.</summary>
    public static IReadOnlyList<(DateOnly? From, DateOnly To)> WeeksOf(DateOnly today)
    {
        var starts = WeekStarts(today);
        return [(null, today.AddDays(-1)), .. Enumerable.Range(1, Weeks).Select(week => ((DateOnly?)starts[week - 1], starts[week].AddDays(-1)))];
    }

    /// <summary>The runs that began in the last <see cref="Days"/> days, by day and by how they stand now. Days without runs have no line.</summary>
    public async Task<IReadOnlyList<RunDay>> RunsAsync(long companyId, CancellationToken cancellationToken = default)
    {
        await using var connection = await ReadConnection.OpenAsync(database, isLarge: false, cancellationToken);
        var context = await ViewReader.ContextAsync(connection, database, companyId, cancellationToken);
        var first = context.Today.AddDays(1 - Days);
        var sql = new SqlBuilder();
        var company = sql.Value(companyId);
        var from = context.StartOf(first);
        var days = Bucket("w.created_at", Enumerable.Range(1, Days - 1).Select(d => sql.Value(context.StartOf(first.AddDays(d)))));
        // Keys are made in the order of time, a little ahead of the clock at most: the day before is enough to find all by the index.
        var key = TimeOrderedIds.Before(DateTimeOffset.FromUnixTimeMilliseconds(from).AddDays(-1));
        return await connection.ListAsync(
            sql.Build(
                $"""
                select {days} as day, w.sub_status, count(*) from workflow_instances w
                where w.company_id = {company} and w.id > {sql.Value(key)} and w.created_at >= {sql.Value(from)}
                group by day, w.sub_status order by day, w.sub_status
                """),
            row => new RunDay(
                first.AddDays(Convert.ToInt32(row.GetValue(0), CultureInfo.InvariantCulture)),
                (WorkflowSubStatus)Convert.ToInt32(row.GetValue(1), CultureInfo.InvariantCulture), row.GetInt64(2)),
            cancellationToken);
    }

    /// <summary>Today, the Mondays after it, and the day behind the last week.</summary>
    private static DateOnly[] WeekStarts(DateOnly today)
    {
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        return [today, .. Enumerable.Range(1, Weeks).Select(week => monday.AddDays(7 * week))];
    }

    // 0 below the first border, 1 below the second …; as many as borders from the last one on.
    private static string Bucket(string sql, IEnumerable<string> borders)
    {
        var whens = borders.Select((border, i) => string.Create(CultureInfo.InvariantCulture, $"when {sql} < {border} then {i} ")).ToList();
        return string.Create(CultureInfo.InvariantCulture, $"case {string.Concat(whens)}else {whens.Count} end");
    }
}
