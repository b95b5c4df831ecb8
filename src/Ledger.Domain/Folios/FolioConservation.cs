using System.Data.Common;
using Ledger.Foundation;

namespace Ledger.Domain.Folios;

/// <summary>
/// The account of every folio (F10): imported = free + assigned + queued + in books + used + expired + returned for each authorisation, no number in two
/// places, and what is used is what was issued. It reads one state of the database, whatever is written meanwhile.
/// </summary>
public static class FolioConservation
{
    /// <summary>
    /// The account of every authorisation as a subquery, without the company's condition: its columns, where its folios are (<c>free</c> to <c>returned</c>),
    /// all that its ranges hold (<c>total</c>), and the counts that <see cref="Closes"/> judges. One statement: two would see two states.
    /// </summary>
    public const string Accounts = """
        select a.id, a.company_id, a.environment, a.document_type, a.first_number, a.last_number, a.authorized_on, a.expires_on, a.origin, a.can_sign,
            a.recorded_at, a.recorded_by,
            case when a.origin = 'Imported' then a.last_number - a.first_number + 1 else cast(coalesce(p.total, 0) as bigint) end as imported,
            cast(coalesce(p.free, 0) as bigint) as free, cast(coalesce(p.assigned, 0) as bigint) as assigned, cast(coalesce(p.queued, 0) as bigint) as queued,
            cast(coalesce(p.in_books, 0) as bigint) as in_books, cast(coalesce(p.used, 0) as bigint) as used, cast(coalesce(p.expired, 0) as bigint) as expired,
            cast(coalesce(p.returned, 0) as bigint) as returned, cast(coalesce(p.total, 0) as bigint) as total,
            (select count(*) from folio_ranges x join folio_ranges y on y.authorization_id = x.authorization_id and y.id <> x.id
                and y.first_number <= x.last_number and y.last_number >= x.first_number where x.authorization_id = a.id)
            + (select count(*) from folio_authorizations b where b.company_id = a.company_id and b.environment = a.environment
                and b.document_type = a.document_type and b.id <> a.id and b.first_number <= a.last_number and b.last_number >= a.first_number) as overlaps,
            (select count(*) from folio_ranges x where x.authorization_id = a.id
                and (x.company_id <> a.company_id or x.first_number < a.first_number or x.last_number > a.last_number)) as outside,
            (select count(*) from folio_consumptions c where c.authorization_id = a.id) as issued,
            (select count(*) from folio_consumptions c where c.authorization_id = a.id and not exists (
                select 1 from folio_ranges r where r.authorization_id = a.id and c.number >= r.first_number
                    and ((r.place = 'Used' and c.number <= r.last_number) or (r.place = 'Book' and c.number < r.next_number)))) as astray,
            cast(coalesce((select sum(t.last_number - t.first_number + 1) from folio_receipts t where t.authorization_id = a.id), 0)
                - coalesce((select sum(case when t.last_number < r.last_number then t.last_number else r.last_number end
                    - case when t.first_number > r.first_number then t.first_number else r.first_number end + 1)
                    from folio_receipts t join folio_ranges r on r.authorization_id = t.authorization_id
                        and r.first_number <= t.last_number and r.last_number >= t.first_number
                    where t.authorization_id = a.id), 0) as bigint) as missing
        from folio_authorizations a left join (
            select authorization_id,
                sum(case when place = 'Free' then last_number - first_number + 1 else 0 end) as free,
                sum(case when place = 'Assigned' then last_number - first_number + 1 else 0 end) as assigned,
                sum(case when place = 'Queued' then last_number - first_number + 1 else 0 end) as queued,
                sum(case when place = 'Book' then last_number - next_number + 1 else 0 end) as in_books,
                sum(case when place = 'Used' then last_number - first_number + 1 when place = 'Book' then next_number - first_number else 0 end) as used,
                sum(case when place = 'Expired' then last_number - first_number + 1 else 0 end) as expired,
                sum(case when place = 'Returned' then last_number - first_number + 1 else 0 end) as returned,
                sum(last_number - first_number + 1) as total
            from folio_ranges group by authorization_id) p on p.authorization_id = a.id
        """;

    /// <summary>The condition over <see cref="Accounts"/> (as <c>v</c>) that an account closes.</summary>
    public const string Closes =
        "(v.free + v.assigned + v.queued + v.in_books + v.used + v.expired + v.returned = v.imported and v.overlaps = 0 and v.outside = 0 and v.issued = v.used and v.astray = 0 and v.missing = 0)";

    private const string Sql = $"""
        select v.id, v.environment, v.document_type, v.first_number, v.last_number, v.expires_on, v.origin, v.free, v.assigned, v.queued, v.in_books, v.used,
            v.expired, v.returned, v.imported, v.overlaps, v.outside, v.issued, v.astray, v.missing
        from ({Accounts}) v where v.company_id = $1 order by v.environment, v.document_type, v.first_number
        """;

    /// <summary>The account of every authorisation of a company, in the order of kinds and numbers.</summary>
    public static async Task<IReadOnlyList<FolioBalance>> CheckAsync(LedgerDatabase database, long companyId) =>
        await database.QueryAsync(Sql, Read, companyId);

    private static FolioBalance Read(DbDataReader row)
    {
        var (first, last, imported) = (row.GetInt64(3), row.GetInt64(4), row.GetInt64(14));
        var origin = Enum.Parse<FolioOrigin>(row.GetString(6));
        var (free, assigned, queued, inBooks) = (row.GetInt64(7), row.GetInt64(8), row.GetInt64(9), row.GetInt64(10));
        var (used, expired, returned) = (row.GetInt64(11), row.GetInt64(12), row.GetInt64(13));
        (bool IsWrong, string Code)[] checks =
        [
            (free + assigned + queued + inBooks + used + expired + returned != imported, "folio-conservation.sum"),
            (row.GetInt64(15) > 0, "folio-conservation.overlap"),
            (row.GetInt64(16) > 0, "folio-conservation.outside"),
            (row.GetInt64(17) != used || row.GetInt64(18) > 0, "folio-conservation.used"),
            (row.GetInt64(19) != 0, "folio-conservation.receipt"),
        ];
        return new FolioBalance(
            row.GetInt64(0), Enum.Parse<FolioEnvironment>(row.GetString(1)), row.GetInt32(2), first, last,
            row.IsDBNull(5) ? null : DateNumberConverter.FromStored(row.GetInt32(5)), origin,
            imported, free, assigned, queued, inBooks, used, expired, returned, [.. checks.Where(c => c.IsWrong).Select(c => c.Code)]);
    }
}
