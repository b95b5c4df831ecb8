using System.Data.Common;
using System.Net.Mail;
using System.Text.Json;
using Ledger.Foundation;
using Ledger.Workflows.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ledger.Workflows.Mail;

/// <summary>
/// Sends the mails of the outbox: claims them with a lease, sends outside any transaction, notes the result. A crash
/// between sending and noting sends again with the same Message-Id.
/// </summary>
internal sealed class OutboxWorker(
    LedgerDatabase database, IMailTransport transport, OutboxSignal wake, IOptions<MailOptions> options, ILogger<OutboxWorker> logger)
    : DueWorker(wake.Signal, logger)
{
    private const int BatchMax = 10;
    private const int ErrorLengthMax = 2_000;
    private const string ClaimOnSqlite =
        """
        update mails set claim = $1, next_attempt_at = $2, attempts = attempts + 1
        where id in (select id from mails where next_attempt_at <= $3 order by next_attempt_at limit $4)
        returning id, company_id, recipients, subject, body, is_html, instance_id, attempts
        """;

    private const string ClaimOnPostgreSql =
        """
        update mails set claim = $1, next_attempt_at = $2, attempts = attempts + 1
        where id in (select id from mails where next_attempt_at <= $3 order by next_attempt_at limit $4 for update skip locked)
        returning id, company_id, recipients, subject, body, is_html, instance_id, attempts
        """;

    private static readonly TimeSpan RetryDelayMax = TimeSpan.FromHours(6);

    protected override TimeSpan Pause => options.Value.PollInterval;

    protected internal override async Task<bool> RunDueAsync(CancellationToken cancellationToken)
    {
        // A look costs no write while nothing is due.
        var due = await database.QueryAsync(
            "select id from mails where next_attempt_at <= $1 limit 1", r => r.GetInt64(0), Now());
        if (due.Count == 0)
        {
            return false;
        }

        var claim = Guid.NewGuid().ToString("N");
        var lease = (options.Value.Timeout * BatchMax) + TimeSpan.FromMinutes(1);
        var sql = database.Kind == DatabaseKind.PostgreSql ? ClaimOnPostgreSql : ClaimOnSqlite;
        var claimed = await database.WriteAsync(
            transaction => transaction.QueryAsync(sql, Claimed.Read, claim, Now() + (long)lease.TotalMilliseconds, Now(), (long)BatchMax),
            cancellationToken);
        foreach (var mail in claimed)
        {
            await SendAsync(mail, claim, cancellationToken);
        }

        return claimed.Count > 0;
    }

    private async Task SendAsync(Claimed claimed, string claim, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            await transport.SendAsync(claimed.Mail, MessageIdOf(claimed), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host stops: give the mail back, so that the next start need not wait for the lease.
            await database.WriteAsync(transaction => transaction.ExecuteAsync(
                "update mails set next_attempt_at = $3, claim = null, attempts = attempts - 1 where id = $1 and claim = $2", claimed.Id, claim, Now()));
            throw;
        }
        catch (Exception e)
        {
            await NoteFailureAsync(claimed, claim, e);
            return;
        }

        await database.WriteAsync(transaction => transaction.ExecuteAsync(
            "update mails set state = 'sent', sent_at = $3, next_attempt_at = null, claim = null, error = null where id = $1 and claim = $2",
            claimed.Id, claim, Now()));
    }

    private async Task NoteFailureAsync(Claimed claimed, string claim, Exception exception)
    {
        var isFinal = exception is MailRefusedException or WorkflowException || claimed.Attempts >= options.Value.AttemptsMax;
        logger.LogWarning(
            exception, "Mail {MailId} could not be sent (attempt {Attempt}); {Consequence}.", claimed.Id, claimed.Attempts,
            isFinal ? "it stays as failed" : "it is tried again");
        var error = exception.InnerException is { } inner && exception is SmtpException ? $"{exception.Message} {inner.Message}" : exception.Message;
        error = error.Length > ErrorLengthMax ? error[..ErrorLengthMax] : error;
        var delay = options.Value.RetryDelay * Math.Pow(2, Math.Min(claimed.Attempts - 1, 20));
        var next = Now() + (long)Math.Min(delay.TotalMilliseconds, RetryDelayMax.TotalMilliseconds);
        await database.WriteAsync(transaction => transaction.ExecuteAsync(
            "update mails set state = $3, error = $4, next_attempt_at = $5, claim = null where id = $1 and claim = $2",
            claimed.Id, claim, isFinal ? MailRow.Failed : MailRow.Queued, error, isFinal ? null : next));
    }

    private string MessageIdOf(Claimed claimed) => $"<{claimed.Id}.ledger@{new MailAddress(options.Value.From).Host}>";

    private long Now() => database.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    private sealed record Claimed(long Id, OutgoingMail Mail, int Attempts)
    {
        public static Claimed Read(DbDataReader row) => new(
            row.GetInt64(0),
            new OutgoingMail(row.GetInt64(1), JsonSerializer.Deserialize<string[]>(row.GetString(2))!, row.GetString(3), row.GetString(4))
            {
                IsHtml = row.GetBoolean(5),
                InstanceId = row.IsDBNull(6) ? null : row.GetInt64(6),
            },
            row.GetInt32(7));
    }
}
