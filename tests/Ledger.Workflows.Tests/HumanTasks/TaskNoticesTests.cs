using System.Globalization;
using Ledger.Foundation;
using Ledger.Foundation.Paging;
using Ledger.Foundation.Texts;
using Ledger.Workflows.HumanTasks;
using Ledger.Workflows.Mail;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using static Ledger.Workflows.Tests.HumanTasks.TaskBench;

namespace Ledger.Workflows.Tests.HumanTasks;

[Trait("row", "W5")]
public abstract class TaskNoticesContract(DatabaseKind kind)
{
    [Fact]
    public async Task Reminder_WhenDue_IsSentOnceToEachCandidateInTheirLanguage()
    {
        await using var bench = await CreateAsync(kind);
        var now = bench.Clock.GetUtcNow();
        var id = await bench.AddAsync(Task("Authorise\r\nBcc: x@y.cl") with
        {
            DueAt = now.AddDays(2),
            RemindAt = now.AddDays(1),
            ExcludedUsers = [3],
            CandidateUsers = [1],
            BusinessKey = "PM-12",
        });

        await DrainAsync(bench);
        (await MailsAsync(bench)).Should().BeEmpty();
        bench.Clock.Move(TimeSpan.FromDays(1));
        await System.Threading.Tasks.Task.WhenAll(Enumerable.Range(0, 4).Select(_ => System.Threading.Tasks.Task.Run(() => DrainAsync(bench))));
        await DrainAsync(bench);

        var mails = await MailsAsync(bench);
        mails.Select(m => m.To.Single()).Should().BeEquivalentTo(["ana@example.com", "eva@example.com"], "the excluded person is not reminded");
        mails.Single(m => m.To.Single() == "ana@example.com").Subject.Should().Be("Recordatorio: Authorise Bcc: x@y.cl", "a title cannot add headers");
        mails.Single(m => m.To.Single() == "eva@example.com").Subject.Should().StartWith("Reminder: ");
        (await bench.Tasks.HistoryAsync(Coordinator(), id)).Select(h => h.Action).Should().Equal("created", "reminded");
    }

    [Fact]
    public async Task Escalation_WhenDue_OffersTheTaskToTheOtherRoleAndTellsIt()
    {
        await using var bench = await CreateAsync(kind);
        var id = await bench.AddAsync(Task() with { EscalateAt = bench.Clock.GetUtcNow().AddHours(4), EscalateTo = ["ProcessOwner"] });
        await bench.Tasks.ClaimAsync(Person(1, "Approver"), id);
        bench.Clock.Move(TimeSpan.FromHours(5));

        await DrainAsync(bench);

        (await MailsAsync(bench)).Should().ContainSingle().Which.To.Should().Equal("owner@example.com");
        var task = await bench.Tasks.FindAsync(Person(50, "ProcessOwner"), id);
        task!.CandidateRoles.Should().Equal("Approver", "ProcessOwner");
        task.AssigneeId.Should().Be(1, "who has it keeps it");
        (await bench.Tasks.HistoryAsync(Coordinator(), id)).Select(h => h.Action).Should().Equal("created", "claimed", "escalated");
    }

    [Fact]
    public async Task Notice_OfADecidedTask_IsNotSent()
    {
        await using var bench = await CreateAsync(kind);
        var id = await bench.AddAsync(Task() with { RemindAt = bench.Clock.GetUtcNow().AddHours(1), EscalateAt = bench.Clock.GetUtcNow().AddHours(2) });
        await bench.Tasks.CompleteAsync(Person(1, "Approver"), id, "Approved");
        bench.Clock.Move(TimeSpan.FromHours(3));

        await DrainAsync(bench);

        (await MailsAsync(bench)).Should().BeEmpty();
    }

    [Fact]
    public async Task Reminder_MailSwitchedOff_IsNotSentAndTheEscalationStillHappens()
    {
        await using var bench = await CreateAsync(kind);
        var at = bench.Clock.GetUtcNow().AddHours(1);
        var id = await bench.AddAsync(Task() with { RemindAt = at, EscalateAt = at, EscalateTo = ["ProcessOwner"], SendsMail = false });
        bench.Clock.Move(TimeSpan.FromHours(3));

        await DrainAsync(bench);

        (await MailsAsync(bench)).Should().BeEmpty();
        (await bench.Tasks.HistoryAsync(Coordinator(), id)).Select(h => h.Action).Should().Equal("created", "escalated");
    }

    private static async Task DrainAsync(TaskBench bench)
    {
        var worker = new TaskNotices(
            bench.Database, new People(), new Outbox(bench.Database, new OutboxSignal()), bench.Log, new MessageCatalog().Add(typeof(TaskTexts)),
            Options.Create(new TaskOptions()), new TaskSignal(), NullLogger<TaskNotices>.Instance);
        while (await worker.RunDueAsync(default))
        {
        }
    }

    private static async Task<IReadOnlyList<MailInfo>> MailsAsync(TaskBench bench) =>
        (await new Outbox(bench.Database, new OutboxSignal()).ListAsync(Company, null, new PageRequest())).Items;

    private sealed class People : ITaskDirectory
    {
        private static readonly CultureInfo Spanish = CultureInfo.GetCultureInfo("es-CL");

        public Task<TaskUser?> FindUserAsync(long companyId, string idOrName, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<TaskRecipient>> FindRecipientsAsync(long companyId, string role, CancellationToken cancellationToken = default) =>
            System.Threading.Tasks.Task.FromResult<IReadOnlyList<TaskRecipient>>(role == "ProcessOwner"
                ? [new TaskRecipient(50, "owner", "owner@example.com", Spanish)]
                : [
                    new TaskRecipient(1, "ana", "ana@example.com", Spanish),
                    new TaskRecipient(2, "eva", "eva@example.com", CultureInfo.GetCultureInfo("en")),
                    new TaskRecipient(3, "ivo", "ivo@example.com", Spanish),
                    new TaskRecipient(4, "bad", "no address", Spanish),
                ]);

        public Task<TaskRecipient?> FindRecipientAsync(long companyId, long userId, CancellationToken cancellationToken = default) =>
            System.Threading.Tasks.Task.FromResult<TaskRecipient?>(new TaskRecipient(1, "ana", "ana@example.com", Spanish));
    }
}

public sealed class SqliteTaskNoticesTests() : TaskNoticesContract(DatabaseKind.Sqlite);

public sealed class PostgreSqlTaskNoticesTests() : TaskNoticesContract(DatabaseKind.PostgreSql);
