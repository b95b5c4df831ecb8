using Ledger.Api.DataViews.Query;
using Ledger.Api.Identity;
using Ledger.Domain.Folios;

namespace Ledger.Api.DataViews.Catalog;

/// <summary>"Consultas | Automatización de folios" (F8): what the books hold, what branches wait for, what head office owes, what it assigned.</summary>
internal static class FolioViews
{
    private const string Module = "folios";

    // How a book stands today depends on the company's day: the page of books and the API say it. This is what it holds.
    private const string Books =
        """
        (select b.id, b.company_id, b.branch_id, b.document_type, b.workstation, b.name, b.quantity_threshold, b.days_threshold, b.is_automatic,
            cast(coalesce((select sum(r.last_number - r.next_number + 1) from folio_ranges r where r.book_id = b.id and r.place = 'Book'), 0) as bigint) as held,
            cast(coalesce((select sum(r.last_number - r.first_number + 1) from folio_ranges r where r.book_id = b.id and r.place = 'Queued'), 0) as bigint) as queued,
            (select r.next_number from folio_ranges r where r.book_id = b.id and r.place = 'Book' and r.next_number <= r.last_number
                order by r.position, r.first_number limit 1) as next_number,
            (select min(r.expires_on) from folio_ranges r where r.book_id = b.id and r.place = 'Book' and r.next_number <= r.last_number) as expires_on
         from folio_books b) v
        """;

    /// <summary>The views.</summary>
    public static IEnumerable<DataView> All => [Availability, Unmet, Pending, Assignments, Messages];

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
            Column.Number("documentType", "v.document_type"),
            Column.Code("workstation", "v.workstation"),
            Column.Text("name", "v.name", 180),
            Column.Count("folios", "v.held").Totalled(),
            Column.Count("queuedFolios", "v.queued").Totalled(),
            Column.Number("nextFolio", "v.next_number").Nullable().Unsearched(),
            Column.Date("expiresOn", "v.expires_on").Nullable(),
            Column.Count("quantityThreshold", "v.quantity_threshold"),
            Column.Count("daysThreshold", "v.days_threshold"),
            Column.Flag("isAutomatic", "v.is_automatic"),
            Column.Key("bookKey", "v.id"),
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
            Column.Number("documentType", "r.document_type"),
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
            Column.Number("documentType", "c.document_type"),
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
            Column.Number("documentType", "a.document_type"),
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

    private static string Branch(string key) => $"left join branches h on h.id = {key}";
}
