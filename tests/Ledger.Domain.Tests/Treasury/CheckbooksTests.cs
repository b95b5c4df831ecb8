using Ledger.Domain.Treasury;
using Ledger.Foundation;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Tests.Treasury;

/// <summary>Checkbooks (P7), on both databases.</summary>
[Trait("row", "P7")]
public abstract class CheckbooksContract(DatabaseKind kind)
{
    [Fact]
    public async Task Validate_AgainstTheRules_IsRefused()
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        var (bank, other) = (await books.BankAsync(), await books.BankAsync("USD"));
        var book = await books.WriteAsync(session => new Checkbooks(session).AddAsync(bank.Id, "Chequera 1", 1, 10));

        await Act(c => c.ValidateAsync(book.Id, other.Id, 1)).ShouldRefuseAsync("checkbook.other-account");
        await Act(c => c.ValidateAsync(book.Id, bank.Id, 11)).ShouldRefuseAsync("checkbook.too-few");
        await Act(c => c.ValidateNumberAsync(book.Id, bank.Id, 11)).ShouldRefuseAsync("check.outside");
        await Act(c => c.AddAsync(bank.Id, "x", 10, 20)).ShouldRefuseAsync("checkbook.overlap");
        await Act(c => c.AddAsync(bank.Id, "x", 30, 20)).ShouldRefuseAsync("checkbook.numbers");
        await Act(c => c.AddAsync(bank.Id, "x", 30, 40, isDeferred: true)).ShouldRefuseAsync("checkbook.deferred");
        await books.WriteAsync(session => new Checkbooks(session).SetAvailableAsync(book.Id, false));
        await Act(c => c.ValidateAsync(book.Id, bank.Id, 1)).ShouldRefuseAsync("checkbook.not-available");
        FluentActions.Invoking(() => Checkbooks.ValidateDueDate(true, books.Today, books.Today)).Should().Throw<DomainException>();
        FluentActions.Invoking(() => Checkbooks.ValidateDueDate(false, books.Today, books.Today)).Should().NotThrow();

        Func<Task> Act(Func<Checkbooks, Task> work) => () => books.WriteAsync(session => work(new Checkbooks(session)));
    }

    [Fact]
    public async Task Take_WithANumberUsedOutOfTurn_PassesItOver()
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        var bank = await books.BankAsync();
        var book = await books.WriteAsync(session => new Checkbooks(session).AddAsync(bank.Id, "Chequera 1", 1, 10));
        await books.WriteAsync(session => new Checkbooks(session).IssueManyAsync([Check(books, session, book.Id, 2)]));

        var taken = await books.WriteAsync(session => new Checkbooks(session).TakeAsync(book.Id, bank.Id, 3));

        taken.Should().Equal(1, 3, 4);
        Func<Task> again = () => books.WriteAsync(session => new Checkbooks(session).ValidateNumberAsync(book.Id, bank.Id, 2));
        await again.ShouldRefuseAsync("check.used");
        Func<Task> twice = () => books.WriteAsync(session => new Checkbooks(session).IssueManyAsync([Check(books, session, book.Id, 2)]));
        await twice.ShouldRefuseAsync("check.used");
    }

    [Fact]
    public async Task Take_ByManyAtOnce_GivesEachNumberOnce()
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        var bank = await books.BankAsync();
        var book = await books.WriteAsync(session => new Checkbooks(session).AddAsync(bank.Id, "Chequera 1", 1, 100));

        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => books.WriteAsync(session => new Checkbooks(session).TakeAsync(book.Id, bank.Id, 5))));

        taken.SelectMany(numbers => numbers).Should().BeEquivalentTo(Enumerable.Range(1, 100).Select(i => (long)i));
    }

    private static Check Check(LedgerBooks books, LedgerSession session, long checkbookId, long number) => new()
    {
        Id = session.NewId(),
        CompanyId = session.CompanyId,
        CheckbookId = checkbookId,
        Number = number,
        Amount = 10,
        Currency = "CLP",
        IssueDate = books.Today,
        DueDate = books.Today,
        PaymentOrderId = 1,
        SupplierId = 1,
    };
}

public sealed class SqliteCheckbooksTests() : CheckbooksContract(DatabaseKind.Sqlite);

public sealed class PostgreSqlCheckbooksTests() : CheckbooksContract(DatabaseKind.PostgreSql);
