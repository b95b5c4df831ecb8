using Ledger.Api.DataViews.Query;
using Ledger.Api.Identity;
using Ledger.Domain.Imports;
using Ledger.Domain.Users;

namespace Ledger.Api.DataViews.Catalog;

/// <summary>Imports, people and the audit trail.</summary>
internal static class AdministrationViews
{
    private const string Module = "administration";

    /// <summary>The views.</summary>
    public static IEnumerable<DataView> All => [Imports, ImportLines, Users, AuditTrail];

    private static DataView Imports => new()
    {
        Key = "imports",
        Module = Module,
        Policy = Policies.Reads,
        From = "import_batches b",
        Company = "b.company_id",
        RowKey = ["b.id"],
        Order = [new ViewSort("at", true)],
        Columns =
        [
            Column.Moment("at", "b.at"),
            Column.Text("fileName", "b.file_name", 300),
            Column.Choice<ImportState>("state", "b.state"),
            Column.Count("lines", "b.rows").Totalled(),
            Column.Count("accepted", "b.accepted").Totalled(),
            Column.Count("rejected", "b.rejected").Totalled(),
            Column.Count("warned", "b.warned").Totalled(),
            Column.Count("unchanged", "b.unchanged").Totalled(),
            Column.Text("by", "b.\"by\"", 160),
            Column.Moment("finishedAt", "b.finished_at").Nullable(),
            Column.Code("importKind", "b.kind", 160).Hidden(),
            Column.Code("fileHash", "b.file_hash", 260).Hidden(),
            Column.Key("importKey", "b.id"),
        ],
        Actions = [new RowAction("import-lines", Policies.Reads, "/views/import-lines?where=importKey:eq:{importKey}")],
    };

    private static DataView ImportLines => new()
    {
        Key = "import-lines",
        Module = Module,
        Policy = Policies.Reads,
        From = "import_lines l",
        Joins = ["left join import_batches b on b.id = l.batch_id"],
        Company = "l.company_id",
        RowKey = ["l.id"],
        Order = [new ViewSort("importKey", true), new ViewSort("line")],
        Columns =
        [
            Column.Text("fileName", "b.file_name", 260),
            Column.Count("line", "l.line_number"),
            Column.Choice<ImportVerdict>("verdict", "l.verdict"),
            Column.Message("reason", "l.code", "l.arguments"),
            Column.Code("reasonCode", "l.code", 220).Nullable().Hidden(),
            Column.Code("field", "l.field", 160).Nullable(),
            Column.Text("value", "l.value").Nullable(),
            Column.Moment("at", "b.at"),
            Column.Key("subjectKey", "l.subject_id").Nullable(),
            Column.Key("importKey", "l.batch_id"),
        ],
    };

    private static DataView Users => new()
    {
        Key = "users",
        Module = Module,
        Policy = Policies.Administers,
        From = "user_roles r join users u on u.id = r.user_id",
        Company = "r.company_id",
        RowKey = ["r.id"],
        Order = [new ViewSort("userName"), new ViewSort("role")],
        Columns =
        [
            Column.Text("userName", "u.user_name", 180),
            Column.Text("displayName", "u.display_name"),
            Column.Choice<Role>("role", "r.role"),
            Column.Text("email", "u.email").Nullable(),
            Column.Flag("isActive", "u.is_active"),
            Column.Moment("lockedUntil", "u.lockout_end").Nullable(),
            Column.Code("language", "u.culture", 90).Nullable().Unsearched(),
            Column.Key("userKey", "u.id"),
        ],
    };

    private static DataView AuditTrail => new()
    {
        Key = "audit-trail",
        Module = Module,
        Policy = Policies.Audits,
        From = "audit_entries t",
        Company = "t.company_id",
        RowKey = ["t.id"],
        Order = [new ViewSort("sequence", true)],
        Columns =
        [
            Column.Number("sequence", "t.sequence").Unsearched(),
            Column.Moment("at", "t.at"),
            Column.Text("userName", "t.user_name", 160),
            Column.Code("action", "t.action", 260) with { Words = "audit.action." },
            Column.Code("subjectType", "t.subject_type", 160) with { Words = "audit.subject." },
            Column.Code("subjectId", "t.subject_id", 190),
            Column.Text("detail", "t.detail", 420),
            Column.Key("instanceKey", "t.instance_id").Nullable(),
            Column.Code("hash", "t.hash", 260).Unsearched().Hidden(),
        ],
        Actions = [new RowAction("open-change", Policies.Audits, "/administration/audit/{sequence}") { IsOpening = true }],
    };
}
