using Ledger.Foundation;

namespace Ledger.Domain.Folios;

/// <summary>
/// The algebra of ranges (F10). A range is cut in two or moved to another place, nothing else: whatever the order of the calls, and
/// wherever one of them is undone, the numbers of an authorisation stay the same and each is in one place.
/// </summary>
/// <remarks>
/// Locks, in this order, keep two writers from reading the same range: the book's row for what is in a book or queued for it, the
/// series for what is at head office.
/// </remarks>
internal static class FolioRanges
{
    /// <summary>Makes this the only unit of work that imports or assigns numbers of a kind until the commit.</summary>
    public static Task LockSeriesAsync(LedgerSession session, FolioEnvironment environment, int documentType) => session.Transaction.ExecuteAsync(
        """
        insert into folio_series (id, company_id, environment, document_type) values ($1, $2, $3, $4)
        on conflict (company_id, environment, document_type) do update set document_type = excluded.document_type
        """,
        session.NewId(), session.CompanyId, environment.ToString(), documentType);

    /// <summary>The ranges of a book that are in one place, in the order in which they are issued, locked.</summary>
    public static Task<List<RangeRow>> OfBookAsync(LedgerSession session, long bookId, FolioPlace place) => ReadAsync(
        session, "from folio_ranges r where r.company_id = $1 and r.book_id = $2 and r.place = $3 order by r.position, r.expires_on, r.id",
        session.CompanyId, bookId, place.ToString());

    /// <summary>What is at a branch for a book that is still to be added at a workstation, locked.</summary>
    public static Task<List<RangeRow>> ForNewBookAsync(LedgerSession session, long branchId, int documentType, string workstation) => ReadAsync(
        session,
        """
        from folio_ranges r join folio_authorizations a on a.id = r.authorization_id
        where r.company_id = $1 and r.branch_id = $2 and a.document_type = $3 and r.place = 'Queued' and r.book_id is null
            and not exists (select 1 from folio_requests q where q.id = r.request_id and q.workstation <> $4)
        order by coalesce(r.expires_on, 99991231), a.authorized_on, r.first_number
        """,
        session.CompanyId, branchId, documentType, workstation);

    /// <summary>What head office can assign of a kind: those that expire first, then the lowest. The series must be locked.</summary>
    public static Task<List<RangeRow>> AssignableAsync(LedgerSession session, FolioEnvironment environment, int documentType) => ReadAsync(
        session,
        """
        from folio_ranges r join folio_authorizations a on a.id = r.authorization_id
        where r.company_id = $1 and a.environment = $2 and a.document_type = $3 and a.origin = 'Imported' and r.place in ('Free', 'Returned')
        order by coalesce(r.expires_on, 99991231), a.authorized_on, r.first_number
        """,
        session.CompanyId, environment.ToString(), documentType);

    /// <summary>The ranges of an authorisation that hold some of the numbers, in their order, locked.</summary>
    public static Task<List<RangeRow>> HoldingAsync(LedgerSession session, long authorizationId, long first, long last) => ReadAsync(
        session, "from folio_ranges r where r.company_id = $1 and r.authorization_id = $2 and r.first_number <= $4 and r.last_number >= $3 order by r.first_number",
        session.CompanyId, authorizationId, first, last);

    /// <summary>Queued ranges that have expired, locked.</summary>
    public static Task<List<RangeRow>> ExpiredInQueueAsync(LedgerSession session, DateOnly today) => ReadAsync(
        session, "from folio_ranges r where r.company_id = $1 and r.place = 'Queued' and r.book_id is null and r.expires_on < $2 order by r.id",
        session.CompanyId, Stored.Of(today));

    /// <summary>Adds numbers that were nowhere: an import, or what came from another installation.</summary>
    public static Task AddAsync(
        LedgerSession session, FolioAuthorization authorization, long first, long last, FolioPlace place,
        long? branchId = null, long? bookId = null, long? requestId = null) =>
        InsertAsync(session, new RangeRow(
            session.NewId(), authorization.Id, first, last, first, place, branchId, bookId, requestId, 0,
            authorization.ExpiresOn is { } date ? Stored.Of(date) : null));

    /// <summary>Cuts a range behind a number. Returns both parts.</summary>
    public static async Task<(RangeRow Head, RangeRow Tail)> CutAsync(LedgerSession session, RangeRow row, long lastOfHead)
    {
        var tail = row with { Id = session.NewId(), First = lastOfHead + 1, Next = lastOfHead + 1 };
        await session.Transaction.ExecuteAsync("update folio_ranges set last_number = $2 where id = $1", row.Id, lastOfHead);
        await InsertAsync(session, tail);
        return (row with { Last = lastOfHead }, tail);
    }

    /// <summary>The part of an unused range that lies between two numbers, as a range of its own.</summary>
    public static async Task<RangeRow> IsolateAsync(LedgerSession session, RangeRow row, long first, long last)
    {
        if (row.First < first)
        {
            (_, row) = await CutAsync(session, row, first - 1);
        }

        if (row.Last > last)
        {
            (row, _) = await CutAsync(session, row, last);
        }

        return row;
    }

    /// <summary>Takes what was issued out of a range of a book, marks it used, and returns the unused rest; null when there is none.</summary>
    public static async Task<RangeRow?> SeparateUsedAsync(LedgerSession session, RangeRow row)
    {
        if (row.Next == row.First)
        {
            return row;
        }

        RangeRow? rest = null;
        if (row.Next <= row.Last)
        {
            (row, rest) = await CutAsync(session, row, row.Next - 1);
        }

        await MoveAsync(session, row, FolioPlace.Used);
        return rest;
    }

    /// <summary>Moves an unused range, or one that was used up and becomes <see cref="FolioPlace.Used"/>, to another place.</summary>
    public static Task MoveAsync(LedgerSession session, RangeRow row, FolioPlace place) =>
        MoveAsync(session, row, place, row.BranchId, row.BookId, row.RequestId, row.Position);

    /// <summary>As the other overload, with whose it is from now on.</summary>
    public static Task MoveAsync(
        LedgerSession session, RangeRow row, FolioPlace place, long? branchId, long? bookId, long? requestId, long position) =>
        session.Transaction.ExecuteAsync(
            """
            update folio_ranges set place = $2, branch_id = $3, book_id = $4, request_id = $5, position = $6, next_number = first_number, changed_at = $7
            where id = $1
            """,
            row.Id, place.ToString(), branchId, bookId, requestId, position, Stored.Of(session.Now));

    private static Task<List<RangeRow>> ReadAsync(LedgerSession session, string rest, params ReadOnlySpan<object?> args) =>
        session.Transaction.QueryAsync(
            $"select {RangeRow.Columns} {rest}{(session.Transaction.Kind == DatabaseKind.PostgreSql ? " for update of r" : null)}", RangeRow.Read, args);

    private static Task InsertAsync(LedgerSession session, RangeRow row) => session.Transaction.ExecuteAsync(
        """
        insert into folio_ranges (id, company_id, authorization_id, first_number, last_number, next_number, place, branch_id, book_id, request_id,
            position, expires_on, changed_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """,
        row.Id, session.CompanyId, row.AuthorizationId, row.First, row.Last, row.Next, row.Place.ToString(), row.BranchId, row.BookId, row.RequestId,
        row.Position, row.ExpiresOn, Stored.Of(session.Now));
}
