using Ledger.Domain.Folios;
using Ledger.Foundation;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Tests.Folios;

/// <summary>Issuing folios, returning them, and what the database itself refuses (F2, F10), on both databases.</summary>
[Trait("row", "F10")]
public abstract class FolioNumbersContract(DatabaseKind kind)
{
    [Fact]
    public async Task Next_RepeatedRequest_GetsTheSameFolio()
    {
        await using var site = await FolioBranches.OpenAsync(kind);
        await site.ImportAsync();
        var book = await site.NewBookAsync(2);

        var first = await site.NextAsync(book.Id, "boleta-1");
        var again = await site.NextAsync(book.Id, "boleta-1");
        var second = await site.NextAsync(book.Id, "boleta-2");

        first.Should().BeEquivalentTo(new { Number = 1L, IsRepeated = false });
        again.Should().BeEquivalentTo(new { Number = 1L, IsRepeated = true });
        second.Number.Should().Be(2);
        var other = await site.NewBookAsync(3);
        await FluentActions.Invoking(() => site.NextAsync(other.Id, "boleta-1")).ShouldRefuseAsync("folio.request-of-another-book");
        await FluentActions.Invoking(() => site.NextAsync(other.Id, "")).ShouldRefuseAsync("folio.request-id");
        await FluentActions.Invoking(() => site.NextAsync(1, "x")).ShouldRefuseAsync("folio-book.not-found");
        await site.BalanceAsync();
    }

    [Fact]
    public async Task Next_ByAHundredAtOnceWithRepetitions_IssuesEachNumberOnce()
    {
        await using var site = await FolioBranches.OpenAsync(kind);
        await site.Books.WriteAsync(s => new FolioQuantities(s).SetAsync(site.Branches[2], 33, 60));
        await site.ImportAsync(1, 40);
        await site.ImportAsync(41, 200);
        var book = await site.NewBookAsync(2);

        // 100 callers, every request made twice: 50 requests, 60 folios from two authorisations.
        var issued = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => site.NextAsync(book.Id, $"r{i % 50}"))));

        issued.GroupBy(f => f.Number).Should().HaveCount(50).And.OnlyContain(g => g.Count() == 2 && g.Count(f => f.IsRepeated) == 1);
        issued.Select(f => f.Number).Distinct().Should().BeEquivalentTo(Enumerable.Range(1, 50).Select(i => (long)i));
        (await site.StandingAsync(book.Id)).Available.Should().Be(10);
        await site.BalanceAsync();
    }

    [Fact]
    public async Task Next_ByAHundredAtOnce_WithFewerFolios_RefusesTheRestClearly()
    {
        await using var site = await FolioBranches.OpenAsync(kind);
        await site.ImportAsync();
        var book = await site.NewBookAsync(2);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(async () =>
        {
            try
            {
                return (await site.NextAsync(book.Id, $"r{i}")).Number;
            }
            catch (DomainException e) when (e.Code == "folio-book.finished" && e.IsConflict)
            {
                return 0;
            }
        })));

        outcomes.Where(n => n > 0).Should().BeEquivalentTo(Enumerable.Range(1, 10).Select(i => (long)i));
        await site.BalanceAsync();
    }

    [Fact]
    public async Task Next_FoliosExpiredSinceTheLastWatch_AreNotIssued()
    {
        await using var site = await FolioBranches.OpenAsync(kind);
        await site.ImportAsync(authorizedOn: "2026-06-01");
        var book = await site.NewBookAsync(2);
        await site.UseAsync(book.Id, 3);

        site.Books.Clock.Now = new DateTimeOffset(2026, 12, 1, 15, 0, 0, TimeSpan.Zero);
        await site.UseAsync(book.Id, 1); // the last day counts
        site.Pass(1);

        await FluentActions.Invoking(() => site.NextAsync(book.Id)).ShouldRefuseAsync("folio-book.expired");
        (await site.StandingAsync(book.Id)).State.Should().Be(FolioBookState.Expired);
        await site.WatchAsync();
        (await site.BalanceAsync()).Single().Should().BeEquivalentTo(new { Used = 4L, Expired = 6L, Free = 990L });
    }

    [Fact]
    public async Task Next_UnitOfWorkUndone_GivesTheNumberToTheNext()
    {
        await using var site = await FolioBranches.OpenAsync(kind);
        await site.ImportAsync();
        var book = await site.NewBookAsync(2);

        Func<Task> dies = () => site.Books.WriteAsync(async s =>
        {
            await new FolioNumbers(s).NextAsync(book.Id, "a");
            throw new IOException("power cut");
        });

        await dies.Should().ThrowAsync<IOException>();
        (await site.NextAsync(book.Id, "b")).Number.Should().Be(1);
        await site.BalanceAsync();
    }

    [Theory]
    [InlineData(null, null, 7, 1)]
    [InlineData(6L, 8L, 3, 2)]
    public async Task Return_UnusedFolios_GoBackAndAreAssignedAgain(long? first, long? last, long count, int rangesInBook)
    {
        await using var site = await FolioBranches.OpenAsync(kind);
        await site.ImportAsync(1, 20);
        var book = await site.NewBookAsync(2);
        await site.UseAsync(book.Id, 3);

        (await site.Books.WriteAsync(s => new FolioReturns(s).ReturnAsync(book.Id, "sobran", first, last))).Should().Be(count);

        var balance = (await site.BalanceAsync()).Single();
        balance.Should().BeEquivalentTo(new { Returned = count, Used = 3L, Free = 10L, InBooks = 7 - count });
        (await site.Books.ReadAsync(db => db.Set<FolioRange>().CountAsync(r => r.BookId == book.Id))).Should().Be(first is null ? 1 : rangesInBook + 1);
        await site.NewBookAsync(3);
        (await site.BalanceAsync()).Single().Should().BeEquivalentTo(new { Returned = 0L }, "what came back is given first: its numbers are the lowest");
        if (first is null)
        {
            await FluentActions.Invoking(() => site.Books.WriteAsync(s => new FolioReturns(s).ReturnAsync(book.Id, "x"))).ShouldRefuseAsync("folio-book.nothing-to-return");
        }
    }

    [Theory]
    [InlineData("insert into folio_ranges select 1, company_id, authorization_id, first_number + 5, last_number, first_number + 5, 'Free', null, null, null, 0, expires_on, changed_at from folio_ranges where place = 'Free'")]
    [InlineData("insert into folio_ranges select 1, company_id, authorization_id, last_number + 1, last_number + 1, last_number + 1, 'Free', null, null, null, 0, expires_on, changed_at from folio_ranges where place = 'Free'")]
    [InlineData("update folio_ranges set next_number = next_number - 1 where place = 'Book'")]
    [InlineData("update folio_ranges set place = 'Free', next_number = first_number where place = 'Book'")]
    [InlineData("update folio_ranges set last_number = last_number + 1 where place = 'Book'")]
    [InlineData("update folio_ranges set first_number = first_number + 1, next_number = first_number + 1 where place = 'Free'")]
    [InlineData("update folio_ranges set next_number = last_number + 2 where place = 'Book'")]
    [InlineData("update folio_ranges set place = 'Used' where place = 'Free'")]
    [InlineData("delete from folio_ranges")]
    [InlineData("delete from folio_authorizations")]
    [InlineData("update folio_authorizations set last_number = last_number + 1")]
    [InlineData("delete from folio_consumptions")]
    [InlineData("insert into folio_consumptions select 1, company_id, book_id, authorization_id, number, 'again', issued_at, issued_on, issued_by from folio_consumptions where number = 1")]
    public async Task Database_StatementThatWouldLoseOrDoubleAFolio_IsRefused(string sql)
    {
        await using var site = await FolioBranches.OpenAsync(kind);
        await site.ImportAsync();
        var book = await site.NewBookAsync(2);
        await site.UseAsync(book.Id, 2);

        var refusal = await FluentActions.Invoking(() => site.Database.WriteAsync(tx => tx.ExecuteAsync(sql))).Should().ThrowAsync<Exception>();

        refusal.Which.Message.Should().MatchRegex("(?i)two places|never changed|check constraint|unique constraint", "it is the rule that refuses it, not the statement that is wrong");

        await site.BalanceAsync();
    }

    [Fact]
    public async Task Conservation_WhereTheDatabaseWasTamperedWith_SaysWhat()
    {
        await using var site = await FolioBranches.OpenAsync(kind);
        await site.ImportAsync();
        var book = await site.NewBookAsync(2);
        await site.UseAsync(book.Id, 2);
        await site.Database.WriteAsync(tx => tx.ExecuteAsync("update folio_ranges set last_number = last_number - 1 where place = 'Free'"));
        await site.Database.WriteAsync(tx => tx.ExecuteAsync("update folio_ranges set next_number = next_number + 1 where place = 'Book'"));

        (await FolioConservation.CheckAsync(site.Database, site.Books.CompanyId)).Single().Problems
            .Should().BeEquivalentTo("folio-conservation.sum", "folio-conservation.used");
    }
}

public sealed class SqliteFolioNumbersTests() : FolioNumbersContract(DatabaseKind.Sqlite);

public sealed class PostgreSqlFolioNumbersTests() : FolioNumbersContract(DatabaseKind.PostgreSql);
