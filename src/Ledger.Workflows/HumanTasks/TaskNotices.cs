using System.Globalization;
using System.Text.Json;
using Ledger.Foundation;
using Ledger.Foundation.Texts;
using Ledger.Workflows.Hosting;
using Ledger.Workflows.Mail;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ledger.Workflows.HumanTasks;

/// <summary>
/// Sends reminders and escalates when their time has come. Who removes the notice's row sends it, in the same
/// transaction: each happens once, whatever crashes and however many nodes look.
/// </summary>
internal sealed class TaskNotices(
    LedgerDatabase database, ITaskDirectory directory, IOutbox outbox, TaskLog log, MessageCatalog texts,
    IOptions<TaskOptions> options, TaskSignal wake, ILogger<TaskNotices> logger)
    : DueWorker(wake.Signal, logger)
{
    private const int BatchMax = 20;

    protected override TimeSpan Pause => options.Value.PollInterval;

    protected internal override async Task<bool> RunDueAsync(CancellationToken cancellationToken)
    {
        var due = await database.QueryAsync(
            $"""
            select {StoredTask.Columns}, n.id, n.kind, n.roles, n.sends_mail, n.due_at
            from task_notices n join human_tasks t on t.id = n.task_id
            where n.due_at <= $1 order by n.due_at limit $2
            """,
            Read,
            database.Clock.GetUtcNow().ToUnixTimeMilliseconds(), (long)BatchMax);
        foreach (var notice in due)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var recipients = notice.SendsMail ? await RecipientsAsync(notice, cancellationToken) : [];
            await database.WriteAsync(transaction => GiveAsync(transaction, notice, recipients), cancellationToken);
        }

        return due.Count == BatchMax;
    }

    private static Notice Read(System.Data.Common.DbDataReader row)
    {
        const int own = StoredTask.ColumnCount;
        return new Notice(
            row.GetInt64(own), row.GetString(own + 1), row.IsDBNull(own + 2) ? [] : JsonSerializer.Deserialize<string[]>(row.GetString(own + 2))!,
            row.GetBoolean(own + 3), StoredTask.Read(row).Info);
    }

    private async Task GiveAsync(LedgerTransaction transaction, Notice notice, IReadOnlyList<TaskRecipient> recipients)
    {
        var mine = await transaction.ExecuteAsync("delete from task_notices where id = $1", notice.Id);
        if (mine == 0)
        {
            return;
        }

        // Read again in this transaction: the task may have been decided or offered to others since.
        var task = await transaction.QueryFirstAsync(
            $"select {StoredTask.Columns} from human_tasks t where t.id = $1 and t.state in (0, 1)", r => StoredTask.Read(r).Info, notice.Task.Id);
        if (task is null)
        {
            return;
        }

        var actor = Actor.System(task.CompanyId, "task-notices") with { InstanceId = task.InstanceId };
        var isReminder = notice.Kind == TaskNoticeRow.Reminder;
        if (!isReminder)
        {
            await TaskCreation.ReplaceCandidatesAsync(transaction, task, [.. task.CandidateRoles.Union(notice.Roles)], task.CandidateUsers);
        }

        var written = await WriteToAsync(transaction, notice, task, recipients);
        var to = string.Join(", ", notice.Roles.Concat(written));
        await log.AddAsync(transaction, actor, task.Id, isReminder ? "reminded" : "escalated", to, new { notice.Roles, written });
    }

    private async Task<List<string>> WriteToAsync(
        LedgerTransaction transaction, Notice notice, HumanTaskInfo task, IReadOnlyList<TaskRecipient> recipients)
    {
        var written = new List<string>();
        foreach (var recipient in recipients)
        {
            try
            {
                await outbox.QueueAsync(transaction, MailOf(notice, task, recipient));
                written.Add(recipient.Name);
            }
            catch (WorkflowException e)
            {
                // Refused before anything was written (a bad address in the directory): the others still hear of the task.
                logger.LogWarning(e, "{Recipient} could not be written to about task {TaskId}.", recipient.Name, task.Id);
            }
        }

        return written;
    }

    private OutgoingMail MailOf(Notice notice, HumanTaskInfo task, TaskRecipient recipient)
    {
        var language = recipient.Language;
        var due = task.DueAt is { } at
            ? TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone)).ToString("f", language)
            : "-";
        object?[] values = [task.Title, due, task.BusinessKey ?? "-", task.AssigneeName ?? "-"];
        var code = "task.mail." + notice.Kind;
        var body = Text(code + ".body", language, values);
        if (options.Value.TaskAddress is { } address)
        {
            body += "\n\n" + string.Format(CultureInfo.InvariantCulture, address, task.Id);
        }

        return new OutgoingMail(task.CompanyId, [recipient.Address], MailChecks.OneLine(Text(code + ".subject", language, values)), body)
        {
            InstanceId = task.InstanceId,
            DeduplicationKey = string.Create(CultureInfo.InvariantCulture, $"task-notice:{notice.Id}:{recipient.UserId}"),
        };
    }

    private async Task<IReadOnlyList<TaskRecipient>> RecipientsAsync(Notice notice, CancellationToken cancellationToken)
    {
        var task = notice.Task;
        var found = new List<TaskRecipient?>();
        if (notice.Kind == TaskNoticeRow.Reminder && task.AssigneeId is { } assignee)
        {
            found.Add(await directory.FindRecipientAsync(task.CompanyId, assignee, cancellationToken));
        }
        else
        {
            var isReminder = notice.Kind == TaskNoticeRow.Reminder;
            foreach (var role in isReminder ? task.CandidateRoles : notice.Roles)
            {
                found.AddRange(await directory.FindRecipientsAsync(task.CompanyId, role, cancellationToken));
            }

            foreach (var user in isReminder ? task.CandidateUsers : [])
            {
                found.Add(await directory.FindRecipientAsync(task.CompanyId, user, cancellationToken));
            }
        }

        return [.. found.OfType<TaskRecipient>().Where(r => !task.ExcludedUsers.Contains(r.UserId)).DistinctBy(r => r.UserId)];
    }

    private string Text(string code, CultureInfo language, object?[] values) => texts.Find(code, language, values) ?? code;

    private sealed record Notice(long Id, string Kind, IReadOnlyList<string> Roles, bool SendsMail, HumanTaskInfo Task);
}
