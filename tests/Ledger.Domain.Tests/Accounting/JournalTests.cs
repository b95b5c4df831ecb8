using Ledger.Domain.Accounting;
using Ledger.Domain.Parameters;
using Ledger.Foundation;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Tests.Accounting;

/// <summary>G2 on both databases: what is refused, by the code and by the database itself, and balances that are always the sums of the lines.</summary>
[Trait("row", "G2")]
public abstract class JournalContract(DatabaseKind kind)
{
    public static TheoryData<string, (decimal Debit, decimal Credit)[]> Refused => new()
    {
        { "journal.too-few-lines", [(100, 0)] },
        { "journal.negative-line", [(-100, 0), (0, -100)] },
        { "journal.zero-line", [(100, 0), (0, 100), (0, 0)] },
        { "journal.two-sides", [(100, 50), (0, 50)] },
        { "journal.too-exact", [(0.00001m, 0), (0, 0.00001m)] },
        { "journal.unbalanced", [(100, 0), (0, 99.9999m)] },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Post_BrokenRule_IsRefusedAndNothingIsWritten(string code, (decimal Debit, decimal Credit)[] lines)
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        var account = await books.AccountAsync(ChileanChart.Bank);

        var act = () => books.WriteAsync(session => new Journal(session).PostAsync(
            Draft(books, [.. lines.Select(line => new JournalLineDraft(account, line.Debit, line.Credit))])));

        await act.ShouldRefuseAsync(code);
        (await books.ReadAsync(db => db.Set<JournalLine>().CountAsync())).Should().Be(0);
    }

    [Fact]
    public async Task Post_UnknownOrHeadingAccountOrClosedDateOrOtherAmount_IsRefused()
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        var (bank, heading) = (await books.AccountAsync(ChileanChart.Bank), await books.AccountAsync("1"));

        await PostAsync(books, 42, bank).ShouldRefuseAsync("journal.unknown-account");
        await PostAsync(books, heading, bank).ShouldRefuseAsync("journal.not-postable");
        await PostAsync(books, bank, bank, draft => draft with { DocumentAmount = 99 }).ShouldRefuseAsync("journal.differs-from-document");
        await books.WriteAsync(session => new ParameterService(session).SetAsync(new AccountingParameters { EntriesClosedThrough = books.Today }));
        await PostAsync(books, bank, bank).ShouldRefuseAsync("closing.entries");
    }

    [Fact]
    public async Task Post_AccountOfAnotherCompany_IsUnknown()
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        var bank = await books.AccountAsync(ChileanChart.Bank);
        var other = await books.CompanyAsync("60803000-K", "Otra");

        var act = () => books.Database.WriteAsync(Actor.System(other), session => new Journal(session).PostAsync(
            Draft(books, new JournalLineDraft(bank, 1, 0), new JournalLineDraft(bank, 0, 1))));

        await act.ShouldRefuseAsync("journal.unknown-account");
    }

    [Fact]
    public void AssignDifference_UnbalancedDraft_Balances()
    {
        var draft = new JournalEntryDraft(new DateOnly(2026, 1, 1), "x", EntrySource.Manual, null, [new(1, 100, 0), new(2, 0, 60), new(3, 0, 10)]);

        draft.AssignDifference(2).Lines[2].Should().Be(new JournalLineDraft(3, 0, 40));
        draft.AssignDifference(0).Lines[0].Should().Be(new JournalLineDraft(1, 70, 0));
    }

    [Fact]
    public async Task PostMany_ThousandEntries_AreNumberedWithoutGapsAndBalancesAreTheirSums()
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        var (bank, payable) = (await books.AccountAsync(ChileanChart.Bank), await books.AccountAsync(ChileanChart.Payables));
        var drafts = Enumerable.Range(1, 1000).Select(i => Draft(books, new JournalLineDraft(payable, i, 0), new JournalLineDraft(bank, 0, i))).ToList();

        var posted = await books.WriteAsync(session => new Journal(session).PostManyAsync(drafts));

        posted.Select(entry => entry.Number).Should().Equal(Enumerable.Range(1, 1000).Select(i => (long)i));
        await BalancesAreSumsAsync(books);
        (await books.ReadAsync(db => db.Set<AccountBalance>().SingleAsync(b => b.AccountId == payable))).Debit.Should().Be(500_500m);
        (await books.AuditAsync()).Should().Contain("journal-entry.posted"); // W14
    }

    [Fact]
    public async Task Post_InParallel_BalancesAreTheSumsOfTheLines()
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        var accounts = new[] { await books.AccountAsync(ChileanChart.Bank), await books.AccountAsync(ChileanChart.Payables), await books.AccountAsync(ChileanChart.Expenses) };

        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => books.WriteAsync(async session =>
        {
            var journal = new Journal(session);
            await journal.PostAsync(Draft(books, new JournalLineDraft(accounts[i % 3], 10 + i, 0), new JournalLineDraft(accounts[(i + 1) % 3], 0, 10 + i)));
            await journal.PostAsync(Draft(books, new JournalLineDraft(accounts[(i + 2) % 3], 7, 0), new JournalLineDraft(accounts[i % 3], 0, 7)));
        })));

        await BalancesAreSumsAsync(books);
        (await books.ReadAsync(db => db.Set<JournalEntry>().OrderBy(e => e.Number).Select(e => e.Number).ToListAsync()))
            .Should().Equal(Enumerable.Range(1, 120).Select(i => (long)i), "numbers have no gaps");
    }

    [Fact]
    public async Task Reverse_Entry_SwapsSidesOnceAndOnly()
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        var (bank, payable) = (await books.AccountAsync(ChileanChart.Bank), await books.AccountAsync(ChileanChart.Payables));
        var entry = await books.WriteAsync(session => new Journal(session).PostAsync(Draft(books, new JournalLineDraft(payable, 50, 0), new JournalLineDraft(bank, 0, 50))));

        var reversal = await books.WriteAsync(session => new Journal(session).ReverseAsync(entry.Id, books.Today, "Reversa"));

        (await books.ReadAsync(db => db.Set<JournalEntry>().SingleAsync(e => e.Id == entry.Id))).ReversedByEntryId.Should().Be(reversal.Id);
        (await books.ReadAsync(db => db.Set<AccountBalance>().ToListAsync())).Should().OnlyContain(b => b.Debit == 50 && b.Credit == 50);
        await Reverse(books, entry.Id).ShouldRefuseAsync("journal.already-reversed");
        await Reverse(books, reversal.Id).ShouldRefuseAsync("journal.is-reversal");
        await Reverse(books, 42).ShouldRefuseAsync("journal.not-found");
    }

    [Theory]
    [InlineData("update journal_lines set debit = debit + 10000 where debit > 0")]
    [InlineData("delete from journal_lines")]
    [InlineData("delete from journal_entries")]
    [InlineData("update journal_entries set total_debit = 1, total_credit = 1")]
    [InlineData("insert into journal_lines (id, company_id, entry_id, line_number, account_id, debit, credit) select 1, company_id, entry_id, 9, account_id, 5, 0 from journal_lines limit 1")]
    [InlineData("insert into journal_entries (id, company_id, number, date, narrative, source, total_debit, total_credit, posted_at, posted_by) select 9, company_id, 99, date, 'x', source, 10, 10, 0, 'x' from journal_entries limit 1")]
    public async Task Database_HandWrittenChangeOfTheJournal_IsRefused(string sql)
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        var bank = await books.AccountAsync(ChileanChart.Bank);
        await PostAsync(books, bank, bank)();

        var act = () => books.WriteAsync(session => session.Transaction.ExecuteAsync(sql));

        await act.Should().ThrowAsync<System.Data.Common.DbException>();
    }

    private static Func<Task> Reverse(LedgerBooks books, long id) => () => books.WriteAsync(session => new Journal(session).ReverseAsync(id, books.Today, "Reversa"));

    private static Func<Task> PostAsync(LedgerBooks books, long debit, long credit, Func<JournalEntryDraft, JournalEntryDraft>? change = null) =>
        () => books.WriteAsync(session => new Journal(session).PostAsync(
            (change ?? (draft => draft))(Draft(books, new JournalLineDraft(debit, 100, 0), new JournalLineDraft(credit, 0, 100)))));

    private static JournalEntryDraft Draft(LedgerBooks books, params JournalLineDraft[] lines) => new(books.Today, "Prueba", EntrySource.Manual, null, lines);

    private static async Task BalancesAreSumsAsync(LedgerBooks books)
    {
        var sums = await books.Database.QueryAsync(
            "select account_id, sum(debit), sum(credit) from journal_lines group by account_id order by account_id",
            row => (row.GetInt64(0), Convert.ToInt64(row.GetValue(1), System.Globalization.CultureInfo.InvariantCulture), Convert.ToInt64(row.GetValue(2), System.Globalization.CultureInfo.InvariantCulture)));
        var balances = await books.Database.QueryAsync(
            "select account_id, debit, credit from account_balances order by account_id", row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)));
        balances.Should().Equal(sums);
    }
}

public sealed class SqliteJournalTests() : JournalContract(DatabaseKind.Sqlite);

public sealed class PostgreSqlJournalTests() : JournalContract(DatabaseKind.PostgreSql);
