namespace Ledger.Domain.Folios;

/// <summary>Takes expired folios out of reach; each is used or expired from then on, never both (F10).</summary>
internal static class FolioExpiry
{
    /// <summary>What is in a book, or queued for it, and has expired. The book must be locked.</summary>
    /// <returns>How many folios expired.</returns>
    public static async Task<long> SweepBookAsync(LedgerSession session, long bookId, DateOnly today)
    {
        var expired = 0L;
        foreach (var row in (await FolioRanges.OfBookAsync(session, bookId, FolioPlace.Book)).Where(r => r.ExpiresOn < Stored.Of(today)))
        {
            if (await FolioRanges.SeparateUsedAsync(session, row) is { } rest)
            {
                await FolioRanges.MoveAsync(session, rest, FolioPlace.Expired);
                expired += rest.Size;
            }
        }

        return expired + await ExpireAsync(session, await FolioRanges.OfBookAsync(session, bookId, FolioPlace.Queued), today);
    }

    /// <summary>What waits for books that were never added and has expired.</summary>
    public static async Task<long> SweepQueueAsync(LedgerSession session, DateOnly today) =>
        await ExpireAsync(session, await FolioRanges.ExpiredInQueueAsync(session, today), today);

    /// <summary>What head office has of a kind and has expired. The series must be locked.</summary>
    public static async Task<long> SweepSeriesAsync(LedgerSession session, FolioEnvironment environment, int documentType, DateOnly today) =>
        await ExpireAsync(session, await FolioRanges.AssignableAsync(session, environment, documentType), today);

    private static async Task<long> ExpireAsync(LedgerSession session, IEnumerable<RangeRow> rows, DateOnly today)
    {
        var expired = 0L;
        foreach (var row in rows.Where(r => r.ExpiresOn < Stored.Of(today)))
        {
            await FolioRanges.MoveAsync(session, row, FolioPlace.Expired);
            expired += row.Size;
        }

        return expired;
    }
}
