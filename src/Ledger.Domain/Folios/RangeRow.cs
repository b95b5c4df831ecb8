using System.Data.Common;

namespace Ledger.Domain.Folios;

/// <summary>A range of folios as hand-written SQL reads it.</summary>
/// <param name="Id">The key.</param>
/// <param name="AuthorizationId">The authorisation.</param>
/// <param name="First">The first number.</param>
/// <param name="Last">The last number.</param>
/// <param name="Next">The next to be issued; the first outside a book.</param>
/// <param name="Place">Where the numbers are.</param>
/// <param name="BranchId">The branch; null for none.</param>
/// <param name="BookId">The book; null for none.</param>
/// <param name="RequestId">The branch's request; null for none.</param>
/// <param name="Position">The order in the book.</param>
/// <param name="ExpiresOn">The last day, stored form; null when the numbers do not expire.</param>
internal sealed record RangeRow(
    long Id, long AuthorizationId, long First, long Last, long Next, FolioPlace Place, long? BranchId, long? BookId, long? RequestId, long Position, int? ExpiresOn)
{
    public const string Columns =
        "r.id, r.authorization_id, r.first_number, r.last_number, r.next_number, r.place, r.branch_id, r.book_id, r.request_id, r.position, r.expires_on";

    /// <summary>Which ranges of a book say how it stands: of what is used up and expired, only the last.</summary>
    public const string OfStanding = "(r.place in ('Book', 'Queued') or r.position = (select max(l.position) from folio_ranges l where l.book_id = r.book_id))";

    /// <summary>How many numbers it has.</summary>
    public long Size => Last - First + 1;

    /// <summary>How many can still be issued or moved.</summary>
    public long Left => Last - Next + 1;

    public static RangeRow Read(DbDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), Enum.Parse<FolioPlace>(row.GetString(5)),
        Long(row, 6), Long(row, 7), Long(row, 8), row.GetInt64(9), row.IsDBNull(10) ? null : row.GetInt32(10));

    private static long? Long(DbDataReader row, int i) => row.IsDBNull(i) ? null : row.GetInt64(i);
}
