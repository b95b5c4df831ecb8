using System.Data.Common;
using System.Text.Json;
using Ledger.Foundation;
using Ledger.Foundation.Auditing;
using Ledger.Foundation.Paging;

namespace Ledger.Workflows.Mail;

/// <summary>The outbox on the table mails.</summary>
internal sealed class Outbox(LedgerDatabase database, OutboxSignal wake) : IOutbox
{
    private const string Columns =
        "id, company_id, recipients, subject, state, attempts, error, instance_id, created_at, sent_at, next_attempt_at, resend_of";

    public async Task<long> QueueAsync(LedgerTransaction transaction, OutgoingMail mail)
    {
        MailChecks.Check(mail);
        var id = database.Ids.Next();
        var now = database.Clock.GetUtcNow();
        var rows = await transaction.ExecuteAsync(
            """
            insert into mails (id, company_id, recipients, subject, body, is_html, instance_id, deduplication_key, state,
                attempts, created_at, next_attempt_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, 'queued', 0, $9, $10)
            on conflict do nothing
            """,
            id, mail.CompanyId, JsonSerializer.Serialize(mail.To), mail.Subject, mail.Body, mail.IsHtml, mail.InstanceId,
            mail.DeduplicationKey, now.ToUnixTimeMilliseconds(), (mail.NotBefore ?? now).ToUnixTimeMilliseconds());
        if (rows == 0)
        {
            return await transaction.QueryFirstAsync(
                "select id from mails where company_id = $1 and deduplication_key = $2", r => r.GetInt64(0), mail.CompanyId, mail.DeduplicationKey);
        }

        transaction.OnCommitted(wake.Signal.Set);
        return id;
    }

    public async Task<Page<MailInfo>> ListAsync(long companyId, string? state, PageRequest page, CancellationToken cancellationToken = default)
    {
        var where = state is null ? "company_id = $1" : "company_id = $1 and state = $2";
        object?[] args = state is null ? [companyId] : [companyId, state];
        var count = await database.QueryAsync($"select count(*) from mails where {where}", r => r.GetInt32(0), args);
        var items = await database.QueryAsync(
            $"select {Columns} from mails where {where} order by id desc limit ${args.Length + 1} offset ${args.Length + 2}",
            Read, [.. args, page.Take, page.Skip]);
        return new Page<MailInfo>(items, count[0]);
    }

    public async Task<MailContent?> FindAsync(long companyId, long mailId, CancellationToken cancellationToken = default)
    {
        var found = await database.QueryAsync(
            $"select {Columns}, body, is_html from mails where id = $1 and company_id = $2",
            row => (Mail: Read(row), Body: row.GetString(12), IsHtml: row.GetBoolean(13)), mailId, companyId);
        return found.Count == 0
            ? null
            : new MailContent(found[0].Mail, found[0].Body, found[0].IsHtml, await database.QueryAsync(
                $"select {Columns} from mails where resend_of = $1 and company_id = $2 order by id desc", Read, mailId, companyId));
    }

    public async Task<MailCounts> CountAsync(long companyId, CancellationToken cancellationToken = default)
    {
        var states = await database.QueryAsync(
            """
            select case when state = 'queued' and attempts > 0 then 'retrying' else state end as phase, count(*), min(created_at)
            from mails m
            where company_id = $1 and (state <> 'failed' or not exists (select 1 from mails r where r.resend_of = m.id))
            group by case when state = 'queued' and attempts > 0 then 'retrying' else state end
            """,
            row => (State: row.GetString(0), Count: row.GetInt64(1), Oldest: Moment(row, 2)), companyId);
        long Of(string state) => states.FirstOrDefault(s => s.State == state).Count;
        return new MailCounts(
            Of(MailRow.Sent), Of(MailRow.Queued), Of("retrying"), Of(MailRow.Failed),
            states.Where(s => s.State is MailRow.Queued or "retrying").Min(s => s.Oldest));
    }

    public Task<long> ResendAsync(long companyId, long mailId, Actor actor, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            async transaction =>
            {
                // Locks the first, so that of two people who press at once one finds the other's mail waiting.
                var found = await transaction.QueryAsync(
                    "update mails set state = state where id = $1 and company_id = $2 returning state", row => row.GetString(0), mailId, companyId);
                if (found.Count == 0)
                {
                    throw new WorkflowException("mail.not-found", $"There is no mail {mailId}.", mailId);
                }

                var waiting = await transaction.QueryAsync(
                    "select id from mails where resend_of = $1 and state = 'queued' limit 1", row => row.GetInt64(0), mailId);
                if (found[0] == MailRow.Queued || waiting.Count > 0)
                {
                    throw new WorkflowException("mail.waiting", $"The mail {mailId} still waits to be sent.", mailId);
                }

                var id = database.Ids.Next();
                await transaction.ExecuteAsync(
                    """
                    insert into mails (id, company_id, recipients, subject, body, is_html, instance_id, state, attempts, created_at,
                        next_attempt_at, resend_of)
                    select $1, company_id, recipients, subject, body, is_html, instance_id, 'queued', 0, $2, $2, id from mails where id = $3
                    """,
                    id, database.Clock.GetUtcNow().ToUnixTimeMilliseconds(), mailId);
                AuditTrail.Record(transaction, actor, new AuditChange("mail.resent", "Mail", $"{mailId}", new { was = found[0], resend = $"{id}" }));
                transaction.OnCommitted(wake.Signal.Set);
                return id;
            },
            cancellationToken);

    private static MailInfo Read(DbDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), JsonSerializer.Deserialize<string[]>(row.GetString(2))!, row.GetString(3), row.GetString(4),
        row.GetInt32(5), row.IsDBNull(6) ? null : row.GetString(6), row.IsDBNull(7) ? null : row.GetInt64(7),
        Moment(row, 8)!.Value, Moment(row, 9), Moment(row, 10), row.IsDBNull(11) ? null : row.GetInt64(11));

    private static DateTimeOffset? Moment(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}
