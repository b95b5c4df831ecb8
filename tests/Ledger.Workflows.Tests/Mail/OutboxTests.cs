using Ledger.Foundation;
using Ledger.Foundation.Paging;
using Ledger.Testing;
using Ledger.Workflows.Mail;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Ledger.Workflows.Tests.Mail;

public abstract class OutboxContract(DatabaseKind kind)
{
    private static readonly OutgoingMail Mail = new(7, ["ana@example.com"], "Pago masivo 12: año ñandú", "Hola") { InstanceId = 99 };

    [Fact]
    public async Task Queue_TransactionUndone_NothingIsSent()
    {
        await using var bench = await Bench.CreateAsync(kind);

        var write = () => bench.Database.WriteAsync(async tx =>
        {
            await bench.Outbox.QueueAsync(tx, Mail);
            throw new InvalidOperationException("undone");
        });

        await write.Should().ThrowAsync<InvalidOperationException>();
        await bench.DrainAsync();
        bench.Transport.Sent.Should().BeEmpty();
    }

    [Fact]
    public async Task Queue_SameDeduplicationKey_IsSentOnce()
    {
        await using var bench = await Bench.CreateAsync(kind);

        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => bench.QueueAsync(Mail with { DeduplicationKey = "k" })));
        await bench.QueueAsync(Mail with { DeduplicationKey = "k", CompanyId = 8 });
        await bench.DrainAsync();

        ids.Distinct().Should().ContainSingle();
        bench.Transport.Sent.Should().HaveCount(2, "the key is the company's own");
    }

    [Fact]
    public async Task Send_NotBefore_WaitsForItsTime()
    {
        await using var bench = await Bench.CreateAsync(kind);
        await bench.QueueAsync(Mail with { NotBefore = bench.Clock.GetUtcNow().AddHours(1) });

        await bench.DrainAsync();
        bench.Transport.Sent.Should().BeEmpty();
        bench.Clock.Move(TimeSpan.FromHours(1));
        await bench.DrainAsync();
        bench.Transport.Sent.Should().ContainSingle();
        (await bench.Outbox.ListAsync(7, "sent", new PageRequest())).Items.Should().ContainSingle().Which.SentAt.Should().Be(bench.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Send_ServerDown_IsRetriedWithPausesThenFailsAndCanBeSentAgain()
    {
        await using var bench = await Bench.CreateAsync(kind, new MailOptions { AttemptsMax = 3, RetryDelay = TimeSpan.FromSeconds(30) });
        var id = await bench.QueueAsync(Mail);
        bench.Transport.Failure = new IOException("down");

        await bench.DrainAsync();
        bench.Transport.Tries.Should().Be(1);
        await bench.DrainAsync();
        bench.Transport.Tries.Should().Be(1, "the second attempt waits 30 seconds");
        bench.Clock.Move(TimeSpan.FromSeconds(30));
        await bench.DrainAsync();
        bench.Clock.Move(TimeSpan.FromSeconds(60));
        await bench.DrainAsync();
        bench.Clock.Move(TimeSpan.FromDays(1));
        await bench.DrainAsync();

        bench.Transport.Tries.Should().Be(3);
        var failed = (await bench.Outbox.ListAsync(7, "failed", new PageRequest())).Items.Should().ContainSingle().Subject;
        failed.Error.Should().Be("down");
        failed.Attempts.Should().Be(3);
        failed.NextAttemptAt.Should().BeNull();

        bench.Transport.Failure = null;
        var stranger = () => bench.Outbox.ResendAsync(8, id, new Actor(8, 1, "eva"));
        (await stranger.Should().ThrowAsync<WorkflowException>()).Which.Code.Should().Be("mail.not-found");
        (await bench.Outbox.CountAsync(7)).Failed.Should().Be(1);
        var resend = await bench.Outbox.ResendAsync(7, id, new Actor(7, 1, "ana"));
        var twice = () => bench.Outbox.ResendAsync(7, id, new Actor(7, 1, "ana"));
        (await twice.Should().ThrowAsync<WorkflowException>()).Which.Code.Should().Be("mail.waiting");
        await bench.DrainAsync();
        bench.Transport.Sent.Should().ContainSingle();
        var first = (await bench.Outbox.FindAsync(7, id))!;
        (first.Mail.State, first.Resends.Single().Id, first.Resends.Single().State, first.Resends.Single().ResendOf).Should().Be(("failed", resend, "sent", id));
        var counts = await bench.Outbox.CountAsync(7);
        (counts.Failed, counts.Sent, counts.Waiting).Should().Be((0, 1, 0), "a failure that was sent again is dealt with");

        // What was sent can be sent again, too.
        await bench.Outbox.ResendAsync(7, resend, new Actor(7, 1, "ana"));
        await bench.DrainAsync();
        bench.Transport.Sent.Should().HaveCount(2);
        bench.Transport.Sent.Select(s => s.MessageId).Distinct().Should().HaveCount(2, "a resend is a mail of its own");
    }

    [Fact]
    public async Task Resend_OfTwoAtOnce_IsOneMail()
    {
        await using var bench = await Bench.CreateAsync(kind);
        var id = await bench.QueueAsync(Mail);
        await bench.DrainAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            try
            {
                await bench.Outbox.ResendAsync(7, id, new Actor(7, 1, "ana"));
                return "resent";
            }
            catch (WorkflowException refusal)
            {
                return refusal.Code;
            }
        }));

        results.Should().ContainSingle(r => r == "resent").And.Subject.Where(r => r != "resent").Should().AllBe("mail.waiting");
    }

    [Fact]
    public async Task Send_CrashBeforeTheResultIsNoted_IsRepeatedWithTheSameMessageId()
    {
        await using var bench = await Bench.CreateAsync(kind);
        await bench.QueueAsync(Mail);

        // What a crash leaves behind: the mail has gone out, and the row still says claimed.
        await bench.DrainAsync();
        await bench.Database.WriteAsync(tx => tx.ExecuteAsync(
            "update mails set state = 'queued', claim = 'dead', next_attempt_at = $1, sent_at = null",
            bench.Clock.GetUtcNow().AddMinutes(6).ToUnixTimeMilliseconds()));
        await bench.DrainAsync();
        bench.Transport.Sent.Should().ContainSingle("the lease of the dead worker holds");
        bench.Clock.Move(TimeSpan.FromMinutes(6));
        await bench.DrainAsync();

        bench.Transport.Sent.Should().HaveCount(2);
        bench.Transport.Sent.Select(s => s.MessageId).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task Send_ManyWorkers_EachMailGoesOutOnce()
    {
        await using var bench = await Bench.CreateAsync(kind);
        for (var i = 0; i < 60; i++)
        {
            await bench.QueueAsync(Mail with { Subject = $"{i}" });
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(bench.DrainAsync)));

        bench.Transport.Sent.Should().HaveCount(60).And.OnlyHaveUniqueItems(s => s.MessageId);
    }

    [Theory]
    [InlineData("mail.header-injection", "a@b.cl\r\nBcc: x@y.cl", "s")]
    [InlineData("mail.header-injection", "a@b.cl", "Hi\nBcc: x@y.cl")]
    [InlineData("mail.address-invalid", "not an address", "s")]
    [InlineData("mail.address-invalid", "", "s")]
    public async Task Queue_BadHeaderOrAddress_IsRefusedWithThePlace(string code, string to, string subject)
    {
        await using var bench = await Bench.CreateAsync(kind);

        var queue = () => bench.QueueAsync(Mail with { To = ["good@b.cl", to], Subject = subject });

        var refusal = (await queue.Should().ThrowAsync<WorkflowException>()).Which;
        refusal.Code.Should().Be(code);
        refusal.Message.Should().Match(m => m.Contains("2") || m.Contains("Subject"));
    }

    private sealed class Bench : IAsyncDisposable
    {
        private readonly TestDatabase _test;
        private readonly MailOptions _options;

        private Bench(TestDatabase test, HandClock clock, MailOptions options) => (_test, Clock, _options) = (test, clock, options);

        public HandClock Clock { get; }

        public LedgerDatabase Database => _test.Database;

        public NotingTransport Transport { get; } = new();

        public IOutbox Outbox => new Outbox(Database, new OutboxSignal());

        public static async Task<Bench> CreateAsync(DatabaseKind kind, MailOptions? options = null)
        {
            var clock = new HandClock();
            return new Bench(await WorkflowDatabase.CreateAsync(kind, clock), clock, options ?? new MailOptions());
        }

        public Task<long> QueueAsync(OutgoingMail mail) => Database.WriteAsync(tx => Outbox.QueueAsync(tx, mail));

        public async Task DrainAsync()
        {
            var worker = new OutboxWorker(Database, Transport, new OutboxSignal(), Options.Create(_options), NullLogger<OutboxWorker>.Instance);
            while (await worker.RunDueAsync(default))
            {
            }
        }

        public ValueTask DisposeAsync() => _test.DisposeAsync();
    }

    private sealed class NotingTransport : IMailTransport
    {
        private int _tries;

        public Exception? Failure { get; set; }

        public int Tries => _tries;

        public System.Collections.Concurrent.ConcurrentQueue<(OutgoingMail Mail, string MessageId)> Sent { get; } = [];

        public Task SendAsync(OutgoingMail mail, string messageId, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _tries);
            if (Failure is not null)
            {
                return Task.FromException(Failure);
            }

            Sent.Enqueue((mail, messageId));
            return Task.CompletedTask;
        }
    }
}

public sealed class SqliteOutboxTests() : OutboxContract(DatabaseKind.Sqlite);

public sealed class PostgreSqlOutboxTests() : OutboxContract(DatabaseKind.PostgreSql);
