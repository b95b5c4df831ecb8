namespace Ledger.Domain.Folios;

/// <summary>Issues folios: each number once, whoever asks and however often a request is repeated (F10).</summary>
/// <remarks>
/// Each folio issued is a row of its own with who and when; it is not repeated in the audit trail, whose chain all of a company's
/// writers would wait for.
/// </remarks>
public sealed class FolioNumbers(LedgerSession session)
{
    private const int RequestIdMax = 100;

    /// <summary>
    /// The next folio of a book. A request that is repeated gets the folio it got before. A finished or expired book that is automatic and has folios
    /// queued is updated first.
    /// </summary>
    /// <param name="bookId">The book.</param>
    /// <param name="requestId">What the caller calls this one need of a folio; unique in the company, 1 to 100 characters.</param>
    /// <exception cref="DomainException">
    /// There is no such book; it is finished or expired (<c>folio-book.finished</c>, <c>folio-book.expired</c>); or the request was answered from another book.
    /// </exception>
    public async Task<IssuedFolio> NextAsync(long bookId, string requestId)
    {
        if (requestId is not { Length: > 0 and <= RequestIdMax } || requestId.Contains('\0'))
        {
            throw new DomainException("folio.request-id", $"A request needs an identifier of 1 to {RequestIdMax} characters.", RequestIdMax) { Field = "requestId" };
        }

        // The book's lock first: a repetition that comes while its first call still runs then sees what that one issued.
        await session.LockAsync("folio_books", bookId);
        var book = await session.Transaction.QueryFirstAsync(
            """
            select b.name, b.is_automatic, c.time_zone from folio_books b join companies c on c.id = b.company_id where b.id = $1 and b.company_id = $2
            """,
            row => new Book(row.GetString(0), row.GetBoolean(1), row.GetString(2)), bookId, session.CompanyId) ?? throw Checks.NotFound("folio-book", bookId);
        if (await FindAsync(bookId, requestId) is { } before)
        {
            return before;
        }

        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(session.Now, TimeZoneInfo.FindSystemTimeZoneById(book.TimeZone)).DateTime);
        if (await TakeAsync(bookId, today) is not { } taken)
        {
            await UpdateAsync(bookId, book, today);
            taken = await TakeAsync(bookId, today) ?? throw new InvalidOperationException("An updated book has folios.");
        }

        var recorded = await session.Transaction.ExecuteAsync(
            """
            insert into folio_consumptions (id, company_id, book_id, authorization_id, number, request_id, issued_at, issued_on, issued_by)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (company_id, request_id) do nothing
            """,
            session.NewId(), session.CompanyId, bookId, taken.AuthorizationId, taken.Number, requestId, Stored.Of(session.Now), Stored.Of(today), session.Actor.Name);
        return recorded == 1 ? taken : throw OtherBook(requestId);
    }

    private async Task<IssuedFolio?> FindAsync(long bookId, string requestId)
    {
        var known = await session.Transaction.QueryFirstAsync(
            "select book_id, number, authorization_id from folio_consumptions where company_id = $1 and request_id = $2",
            row => new IssuedFolio(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), IsRepeated: true), session.CompanyId, requestId);
        return known is null || known.BookId == bookId ? known : throw OtherBook(requestId);
    }

    private Task<IssuedFolio?> TakeAsync(long bookId, DateOnly today) => session.Transaction.QueryFirstAsync(
        """
        update folio_ranges set next_number = next_number + 1 where next_number <= last_number and id = (
            select r.id from folio_ranges r where r.book_id = $1 and r.place = 'Book' and r.next_number <= r.last_number
                and (r.expires_on is null or r.expires_on >= $2)
            order by r.position, r.first_number limit 1)
        returning next_number - 1, authorization_id
        """,
        row => new IssuedFolio(bookId, row.GetInt64(0), row.GetInt64(1), IsRepeated: false), bookId, Stored.Of(today));

    // Throws unless the book has folios afterwards.
    private async Task UpdateAsync(long bookId, Book book, DateOnly today)
    {
        var parameters = (await FolioSite.LoadAsync(session)).Parameters;
        await FolioExpiry.SweepBookAsync(session, bookId, today);
        if (!book.IsAutomatic || !parameters.AutomaticAssignment || await FolioBooks.UpdateAsync(session, bookId) == 0)
        {
            throw (await new FolioBooks(session).StandingAsync(bookId)).State == FolioBookState.Expired
                ? new DomainException("folio-book.expired", $"Book {book.Name} has expired.", book.Name) { IsConflict = true }
                : new DomainException("folio-book.finished", $"Book {book.Name} is finished.", book.Name) { IsConflict = true };
        }
    }

    private static DomainException OtherBook(string requestId) =>
        new("folio.request-of-another-book", $"Request {requestId} was given a folio of another book.", requestId) { IsConflict = true };

    private sealed record Book(string Name, bool IsAutomatic, string TimeZone);
}
