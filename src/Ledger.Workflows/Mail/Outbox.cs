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
        "id, company_id, recipients, subject, state, attempts, error, instance_id, created_at, sent_at, next_attempt_at";

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

    public Task ResendAsync(long companyId, long mailId, Actor actor, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            async transaction =>
            {
                var rows = await transaction.ExecuteAsync(
                    "update mails set state = 'queued', attempts = 0, next_attempt_at = $3, claim = null where id = $1 and company_id = $2 and state = 'failed'",
                    mailId, companyId, database.Clock.GetUtcNow().ToUnixTimeMilliseconds());
                if (rows == 0)
                {
                    var state = await transaction.QueryFirstAsync(
                        "select state from mails where id = $1 and company_id = $2", r => r.GetString(0), mailId, companyId);
                    throw state is null
                        ? new WorkflowException("mail.not-found", $"There is no mail {mailId}.", mailId)
                        : new WorkflowException("mail.not-failed", $"The mail {mailId} is {state}; only a failed one is sent again.", mailId, state);
                }

                AuditTrail.Record(transaction, actor, new AuditChange("mail.resent", "Mail", $"{mailId}"));
                transaction.OnCommitted(wake.Signal.Set);
            },
            cancellationToken);

    private static MailInfo Read(DbDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), JsonSerializer.Deserialize<string[]>(row.GetString(2))!, row.GetString(3), row.GetString(4),
        row.GetInt32(5), row.IsDBNull(6) ? null : row.GetString(6), row.IsDBNull(7) ? null : row.GetInt64(7),
        Moment(row, 8)!.Value, Moment(row, 9), Moment(row, 10));

    private static DateTimeOffset? Moment(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}
