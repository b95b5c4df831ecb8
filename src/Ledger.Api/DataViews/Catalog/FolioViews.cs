using Ledger.Api.DataViews.Query;
using Ledger.Api.Identity;
using Ledger.Domain.Folios;

namespace Ledger.Api.DataViews.Catalog;

/// <summary>"Consultas | Automatización de folios" (F8): what the books hold, what branches wait for, what head office owes, what it assigned.</summary>
internal static class FolioViews
{
    private const string Module = "folios";

    // The number of the day in expires_on (yyyymmdd), as DateOnly.DayNumber counts: whole divisions, the same on both databases.
    internal const string ExpiryDay =
        """
        (r.expires_on % 100 + (153 * ((r.expires_on / 100 % 100 + 9) % 12) + 2) / 5
            + 365 * (r.expires_on / 10000 - (14 - r.expires_on / 100 % 100) / 12) + (r.expires_on / 10000 - (14 - r.expires_on / 100 % 100) / 12) / 4
            - (r.expires_on / 10000 - (14 - r.expires_on / 100 % 100) / 12) / 100 + (r.expires_on / 10000 - (14 - r.expires_on / 100 % 100) / 12) / 400 - 307)
        """;

    private const string OpenRange = $"r.book_id = b.id and r.place = 'Book' and r.next_number <= r.last_number and (r.expires_on is null or r.expires_on >= {DataView.Today})";

    // What FolioBookStanding.Of says of a book, for every book in one statement; a test compares the two.
    private const string Books =
        $"""
        (select k.*, case
                when k.available = 0 then case when exists (select 1 from folio_ranges r where r.book_id = k.id and r.position > 0
                        and r.position = (select max(l.position) from folio_ranges l where l.book_id = k.id)
                        and (r.place = 'Expired' or (r.place = 'Book' and r.next_number <= r.last_number))) then 'Expired' else 'Finished' end
                when k.available <= k.quantity_threshold then 'NearToFinish'
                when k.outliving <= k.quantity_threshold and k.outliving < k.available then 'NearToExpire'
                else 'Ok' end as state
         from (select b.id, b.company_id, b.branch_id, b.document_type, b.workstation, b.name, b.quantity_threshold, b.days_threshold, b.is_automatic,
                cast(coalesce((select sum(r.last_number - r.next_number + 1) from folio_ranges r where {OpenRange}), 0) as bigint) as available,
                cast(coalesce((select sum(r.last_number - r.next_number + 1) from folio_ranges r where {OpenRange}
                    and (r.expires_on is null or {ExpiryDay} > {DataView.DayNumber} + b.days_threshold)), 0) as bigint) as outliving,
                cast(coalesce((select sum(r.last_number - r.first_number + 1) from folio_ranges r where r.book_id = b.id and r.place = 'Queued'
                    and (r.expires_on is null or r.expires_on >= {DataView.Today})), 0) as bigint) as queued,
                (select r.next_number from folio_ranges r where {OpenRange} order by r.position, r.first_number limit 1) as next_number,
                (select case when count(*) = count(r.expires_on) then max(r.expires_on) end from folio_ranges r where {OpenRange}) as expires_on
             from folio_books b) k) v
        """;

    /// <summary>The views.</summary>
    public static IEnumerable<DataView> All => [Availability, BookRanges, Unmet, Pending, Assignments, Imports, Authorizations, Messages];

    private static DataView Availability => new()
    {
        Key = "folio-availability",
        Module = Module,
        Policy = Policies.Reads,
        From = Books,
        Joins = [Branch("v.branch_id")],
        Company = "v.company_id",
        RowKey = ["v.id"],
        Order = [new ViewSort("branchCode"), new ViewSort("documentType"), new ViewSort("workstation")],
        Columns =
        [
            Column.Number("branchCode", "h.code"),
            Column.Text("branchName", "h.name", 180),
            Column.NumberedChoice<FolioDocumentKind>("documentKind", "v.document_type", 230),
            Column.Number("documentType", "v.document_type").Hidden(),
            Column.Code("workstation", "v.workstation"),
            Column.Text("name", "v.name", 180),
            Column.Choice<FolioBookState>("state", "v.state", 150),
            Column.Count("folios", "v.available").Totalled(),
            Column.Count("queuedFolios", "v.queued").Totalled(),
            Column.Number("nextFolio", "v.next_number").Nullable().Unsearched(),
            Column.Date("expiresOn", "v.expires_on").Nullable(),
            Column.Count("quantityThreshold", "v.quantity_threshold"),
            Column.Count("daysThreshold", "v.days_threshold"),
            Column.Flag("isAutomatic", "v.is_automatic"),
            Column.Key("bookKey", "v.id"),
            Column.Key("branchKey", "v.branch_id"),
        ],
        Actions = [new RowAction("open", Policies.Reads, "/folios/books/{bookKey}") { IsOpening = true }],
    };

    // What a book has and had, on its page.
    private static DataView BookRanges => new()
    {
        Key = "folio-book-ranges",
        Module = Module,
        IsListed = false,
        Policy = Policies.Reads,
        From = "folio_ranges r",
        Joins = ["left join folio_authorizations z on z.id = r.authorization_id"],
        Company = "r.company_id",
        Where = "r.book_id is not null",
        RowKey = ["r.id"],
        Order = [new ViewSort("position", true), new ViewSort("firstFolio")],
        Columns =
        [
            Column.Choice<FolioPlace>("place", "r.place", 150),
            Column.Number("firstFolio", "r.first_number"),
            Column.Number("lastFolio", "r.last_number"),
            Column.Count("folios", "(r.last_number - r.first_number + 1)").Totalled(),
            Column.Count("usedFolios", "(case r.place when 'Book' then r.next_number - r.first_number when 'Used' then r.last_number - r.first_number + 1 else 0 end)").Totalled(),
            Column.Date("authorizedOn", "z.authorized_on"),
            Column.Date("expiresOn", "r.expires_on").Nullable(),
            Column.Moment("changedAt", "r.changed_at"),
            Column.Count("position", "r.position").Hidden(),
            Column.Key("bookKey", "r.book_id"),
            Column.Key("authorizationKey", "r.authorization_id"),
        ],
    };

    private static DataView Unmet => new()
    {
        Key = "folio-unmet",
        Module = Module,
        Policy = Policies.Reads,
        From = "folio_requests r",
        Joins = [Branch("r.branch_id")],
        Company = "r.company_id",
        Where = "r.state = 'Unmet'",
        RowKey = ["r.id"],
        Order = [new ViewSort("requestedAt")],
        Columns =
        [
            Column.Moment("requestedAt", "r.requested_at"),
            Column.Number("branchCode", "h.code"),
            Column.Text("branchName", "h.name", 180),
            Column.NumberedChoice<FolioDocumentKind>("documentKind", "r.document_type", 230),
            Column.Number("documentType", "r.document_type").Hidden(),
            Column.Code("workstation", "r.workstation"),
            Column.Choice<FolioRequestReason>("requestReason", "r.reason", 160),
            Column.Text("requestedBy", "r.requested_by", 140),
            Column.Date("mailedOn", "r.mailed_on").Nullable(),
            Column.Code("requestKey", "r.request_key", 260).Hidden(),
            Column.Key("bookKey", "r.book_id").Nullable(),
        ],
    };

    private static DataView Pending => new()
    {
        Key = "folio-pending",
        Module = Module,
        Policy = Policies.Reads,
        From = "folio_central_requests c",
        Joins = [Branch("c.branch_id")],
        Company = "c.company_id",
        Where = "c.state = 'Pending'",
        RowKey = ["c.id"],
        Order = [new ViewSort("receivedAt")],
        Columns =
        [
            Column.Moment("receivedAt", "c.received_at"),
            Column.Number("branchCode", "h.code"),
            Column.Text("branchName", "h.name", 180),
            Column.NumberedChoice<FolioDocumentKind>("documentKind", "c.document_type", 230),
            Column.Number("documentType", "c.document_type").Hidden(),
            Column.Code("workstation", "c.workstation"),
            Column.Choice<FolioRequestReason>("requestReason", "c.reason", 160),
            Column.Moment("triedAt", "c.tried_at").Nullable(),
            Column.Message("obstacle", "c.obstacle", "'[]'"),
            Column.Date("mailedOn", "c.mailed_on").Nullable(),
            Column.Code("requestKey", "c.request_key", 260).Hidden(),
        ],
    };

    private static DataView Assignments => new()
    {
        Key = "folio-assignments",
        Module = Module,
        Policy = Policies.Reads,
        From = "folio_assignment_parts p",
        Joins = ["left join folio_assignments a on a.id = p.assignment_id", Branch("a.branch_id"), "left join folio_authorizations z on z.id = p.authorization_id"],
        Company = "p.company_id",
        RowKey = ["p.id"],
        Order = [new ViewSort("number", true), new ViewSort("firstFolio")],
        Columns =
        [
            Column.Number("number", "a.number"),
            Column.Moment("assignedAt", "a.assigned_at"),
            Column.Number("branchCode", "h.code"),
            Column.Text("branchName", "h.name", 180),
            Column.NumberedChoice<FolioDocumentKind>("documentKind", "a.document_type", 230),
            Column.Number("documentType", "a.document_type").Hidden(),
            Column.Number("firstFolio", "p.first_number"),
            Column.Number("lastFolio", "p.last_number"),
            Column.Count("folios", "(p.last_number - p.first_number + 1)").Totalled(),
            Column.Date("expiresOn", "z.expires_on").Nullable(),
            Column.Text("assignedBy", "a.assigned_by", 140),
            Column.Key("authorizationKey", "p.authorization_id"),
        ],
    };

    // The line to other installations: never what a message says, only how it goes.
    private static DataView Messages => new()
    {
        Key = "folio-messages",
        Module = Module,
        Policy = Policies.Reads,
        From = "folio_messages m",
        Company = "m.company_id",
        Where = "m.sequence > 0",
        RowKey = ["m.id"],
        Order = [new ViewSort("createdAt", true)],
        Columns =
        [
            Column.Moment("createdAt", "m.created_at"),
            Column.Number("fromEnd", "m.from_end"),
            Column.Number("toEnd", "m.to_end"),
            Column.Number("sequence", "m.sequence"),
            Column.Choice<FolioMessageKind>("messageKind", "m.kind", 140),
            Column.Moment("deliveredAt", "m.delivered_at").Nullable(),
            Column.Count("attempts", "m.attempts"),
            Column.Moment("nextAttemptAt", "case when m.delivered_at is null then m.next_attempt_at end").Nullable(),
            Column.Text("lastError", "m.last_error", 320).Nullable(),
        ],
    };

    // Each file that was given, with its verdict in words; private keys are in no column of the table.
    private static DataView Imports => new()
    {
        Key = "folio-imports",
        Module = Module,
        Policy = Policies.Reads,
        From = "folio_imports i",
        Company = "i.company_id",
        RowKey = ["i.id"],
        Order = [new ViewSort("importedAt", true)],
        Columns =
        [
            Column.Moment("importedAt", "i.imported_at"),
            Column.Text("fileName", "i.file_name", 240),
            Column.Choice<FolioVerdict>("verdict", "i.verdict", 210),
            Column.Message("verdictReason", VerdictCode, "i.arguments"),
            Column.Text("importedBy", "i.imported_by", 140),
            Column.Key("authorizationKey", "i.authorization_id").Nullable(),
        ],
    };

    // Imported folios and availability (F8): where those of each authorisation are, and whether the account closes (F10).
    private static DataView Authorizations => new()
    {
        Key = "folio-authorizations",
        Module = Module,
        Policy = Policies.Reads,
        From = $"({FolioConservation.Accounts}) v",
        Company = "v.company_id",
        RowKey = ["v.id"],
        Order = [new ViewSort("documentType"), new ViewSort("firstFolio")],
        Columns =
        [
            Column.NumberedChoice<FolioDocumentKind>("documentKind", "v.document_type", 230),
            Column.Number("documentType", "v.document_type").Hidden(),
            Column.Number("firstFolio", "v.first_number"),
            Column.Number("lastFolio", "v.last_number"),
            Column.Choice<FolioAccount>("account", $"(case when {FolioConservation.Closes} then 'Closed' else 'Open' end)", 130),
            Column.Count("importedFolios", "v.imported").Totalled(),
            Column.Count("freeFolios", "v.free").Totalled(),
            Column.Count("assignedFolios", "v.assigned").Totalled(),
            Column.Count("queuedFolios", "v.queued").Totalled(),
            Column.Count("bookFolios", "v.in_books").Totalled(),
            Column.Count("usedFolios", "v.used").Totalled(),
            Column.Count("expiredFolios", "v.expired").Totalled(),
            Column.Count("returnedFolios", "v.returned").Totalled(),
            Column.Date("authorizedOn", "v.authorized_on"),
            Column.Date("expiresOn", "v.expires_on").Nullable(),
            Column.Choice<FolioEnvironment>("environment", "v.environment").Hidden(),
            Column.Choice<FolioOrigin>("folioOrigin", "v.origin").Hidden(),
            Column.Flag("canSign", "v.can_sign").Hidden(),
            Column.Moment("recordedAt", "v.recorded_at").Hidden(),
            Column.Text("recordedBy", "v.recorded_by", 140).Hidden(),
            Column.Key("authorizationKey", "v.id"),
        ],
    };

    private static string VerdictCode =>
        $"(case i.verdict {string.Join(' ', Enum.GetValues<FolioVerdict>().Select(v => $"when '{v}' then '{FolioImportResult.CodeOf(v)}'"))} end)";

    private static string Branch(string key) => $"left join branches h on h.id = {key}";
}
