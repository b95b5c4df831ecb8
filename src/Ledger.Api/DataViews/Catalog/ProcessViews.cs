using Ledger.Api.DataViews.Query;
using Ledger.Api.Identity;
using Ledger.Workflows.Instances;

namespace Ledger.Api.DataViews.Catalog;

/// <summary>Processes and what runs by itself.</summary>
internal static class ProcessViews
{
    private const string Module = "processes";

    /// <summary>The views.</summary>
    public static IEnumerable<DataView> All => [Instances, ScheduleRuns, Mails];

    private static DataView Instances => new()
    {
        Key = "workflow-instances",
        Module = Module,
        Policy = Policies.Reads,
        From = "workflow_instances w",
        Joins = ["left join definition_versions v on v.version_id = w.version_id"],
        Company = "w.company_id",
        RowKey = ["w.id"],
        Order = [new ViewSort("instanceKey", true)],
        Columns =
        [
            Column.Moment("createdAt", "w.created_at"),
            Column.Text("definitionName", "v.name").Nullable(),
            Column.Text("instanceName", "w.name").Nullable(),
            Column.Code("correlation", "w.correlation_id", 160).Nullable(),
            Column.NumberedChoice<WorkflowSubStatus>("status", "w.sub_status"),
            Column.Count("durationSeconds", "(w.finished_at - w.created_at) / 1000").Nullable(),
            Column.Text("startedBy", "w.started_by", 160),
            Column.Count("incidentCount", "w.incident_count").Totalled(),
            Column.Moment("updatedAt", "w.updated_at"),
            Column.Moment("finishedAt", "w.finished_at").Nullable(),
            Column.Code("definitionId", "w.definition_id", 200).Hidden(),
            Column.Count("version", "w.version").Hidden(),
            Column.Key("parentKey", "w.parent_instance_id").Nullable(),
            Column.Key("instanceKey", "w.id"),
        ],
        Actions = [new RowAction("run", Policies.Reads, "/runs/{instanceKey}")],
    };

    private static DataView ScheduleRuns => new()
    {
        Key = "schedule-runs",
        Module = Module,
        Policy = Policies.Reads,
        From = "schedule_runs r",
        Joins = ["left join schedules c on c.id = r.schedule_id"],
        Company = "r.company_id",
        RowKey = ["r.id"],
        Order = [new ViewSort("runKey", true)],
        Columns =
        [
            Column.Text("schedule", "c.name").Nullable(),
            Column.Code("definitionId", "c.definition_id", 200).Nullable(),
            Column.Moment("dueAt", "r.due_at"),
            Column.Moment("startedAt", "r.started_at"),
            Column.LowerChoice<ScheduleResult>("result", "r.result"),
            Column.Text("message", "r.message", 320).Nullable(),
            Column.Text("startedBy", "r.by_name", 160),
            Column.Key("instanceKey", "r.instance_id").Nullable(),
            Column.Key("runKey", "r.id"),
        ],
        Actions = [new RowAction("run", Policies.Reads, "/runs/{instanceKey}")],
    };

    private static DataView Mails => new()
    {
        Key = "mails",
        Module = Module,
        Policy = Policies.Owns,
        From = "mails m",
        Joins = ["left join workflow_instances w on w.id = m.instance_id", "left join definition_versions v on v.version_id = w.version_id"],
        Company = "m.company_id",
        RowKey = ["m.id"],
        Order = [new ViewSort("mailKey", true)],
        Columns =
        [
            Column.Moment("createdAt", "m.created_at"),
            // Recipients are kept as a JSON array.
            Column.Text("recipients", "replace(replace(replace(m.recipients, '[\"', ''), '\"]', ''), '\",\"', ', ')", 260),
            Column.Text("subject", "m.subject", 320),
            Column.LowerChoice<MailState>("state", "m.state"),
            Column.Count("attempts", "m.attempts"),
            Column.Text("error", "m.error", 320).Nullable().Unsearched(),
            Column.Moment("sentAt", "m.sent_at").Nullable(),
            Column.Moment("nextAttemptAt", "m.next_attempt_at").Nullable().Hidden(),
            Column.Text("definitionName", "v.name").Nullable(),
            Column.Key("resendOf", "m.resend_of").Nullable(),
            Column.Key("instanceKey", "m.instance_id").Nullable(),
            Column.Key("mailKey", "m.id"),
        ],
        Actions = [new RowAction("open-mail", Policies.Owns, "/administration/mails/{mailKey}") { IsOpening = true }],
    };
}
