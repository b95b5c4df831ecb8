using Ledger.Domain.Folios;
using Ledger.Foundation;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Tests.Folios;

/// <summary>Head office and branch as two installations (F9), on both databases.</summary>
[Trait("row", "F9")]
public abstract class FolioExchangeContract(DatabaseKind kind)
{
    [Fact]
    public async Task Circuit_BetweenTwoInstallations_IsTheSame()
    {
        await using var line = await FolioLine.OpenAsync(kind);
        await line.Central.ImportAsync();
        await FluentActions.Invoking(() => line.Branch.ImportAsync()).ShouldRefuseAsync("folio-import.branch");
        await line.Branch.RequestAsync(2);
        (await line.Central.AssignAsync()).Should().BeEmpty("the request is still at the branch");
        await line.DrainAsync();
        (await line.Central.AssignAsync()).Single().Quantity.Should().Be(10);
        (await line.Branch.Queries.UnmetAsync()).Should().ContainSingle("the folios are still at head office");
        await line.DrainAsync();

        var book = await line.Branch.AddBookAsync(2);
        await line.Branch.UseAsync(book.Id, 10);
        (await line.Branch.WatchOneAsync(2)).Action.Should().Be(FolioWatchAction.Requested);
        await line.DrainAsync();
        await line.Central.AssignAsync();
        await line.DrainAsync();
        (await line.Branch.WatchOneAsync(2)).Action.Should().Be(FolioWatchAction.Updated);

        (await line.Branch.NextAsync(book.Id)).Number.Should().Be(11);
        (await line.Branch.Queries.UnmetAsync()).Should().BeEmpty();
        (await line.Central.BalanceAsync()).Single().Should().BeEquivalentTo(new { Imported = 1000L, Assigned = 20L, Free = 980L });
        (await line.Branch.BalanceAsync()).Single().Should().BeEquivalentTo(new { Imported = 20L, Used = 11L, InBooks = 9L, Origin = FolioOrigin.Received });
        var there = await line.Branch.Books.ReadAsync(db => db.Set<FolioAuthorization>().SingleAsync());
        there.CanSign.Should().BeTrue("the branch owns the folios and stamps documents with them");
        (await line.Branch.Books.WriteAsync(s => FolioAuthorizations.FileAsync(s, line.Branch.Vault, there))).Should().Contain(CafFixture.PrivateKeyPem.Split('\n')[3]);
    }

    [Fact]
    public async Task Receive_Repetition_DoesNothing()
    {
        await using var line = await FolioLine.OpenAsync(kind);
        await line.Central.ImportAsync();
        await line.Branch.RequestAsync(2);
        for (var i = 0; i < 3; i++)
        {
            await FolioLine.CarryAsync(line.Branch, line.Central, isAnswerLost: true);
        }

        (await line.Central.AssignAsync()).Should().ContainSingle();
        var message = (await FolioLine.NextAsync(line.Central))!.Value.Envelope;
        var taken = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => FolioLine.ExchangeAsync(line.Branch, e => e.ReceiveAsync(message))));

        taken.Count(isNew => isNew).Should().Be(1);
        (await line.Branch.BalanceAsync()).Single().Queued.Should().Be(10);
    }

    [Fact]
    public async Task Receive_MessageThatIsNotRight_IsRefusedAndChangesNothing()
    {
        await using var line = await FolioLine.OpenAsync(kind);
        await line.Central.ImportAsync();
        await line.Branch.RequestAsync(2);
        await line.DrainAsync();
        await line.Central.AssignAsync();
        var right = (await FolioLine.NextAsync(line.Central))!.Value.Envelope;

        await Receive(e => e.Rut = "60803000-K").ShouldRefuseAsync("folio-message.company");
        await Receive(e => e.To = 0).ShouldRefuseAsync("folio-message.address");
        await Receive(e => e.From = 2).ShouldRefuseAsync("folio-message.address");
        await Receive(e => e.Sequence = 2).ShouldRefuseAsync("folio-message.gap");
        await Receive(e => e.Payload = "{").ShouldRefuseAsync("folio-message.content");
        await Receive(e => e.Payload = "{}").ShouldRefuseAsync("folio-message.content");
        await Receive(e => e.Payload = right.Payload.Replace("[{", "[null,{")).ShouldRefuseAsync("folio-message.content");
        await Receive(e => e.To = 77).ShouldRefuseAsync("folio-message.content");
        await Receive(e => e.Files = []).ShouldRefuseAsync("folio-message.authorization");
        await Receive(e => e.Files = ["<x/>"]).ShouldRefuseAsync("folio-message.authorization");
        var forged = CafFixture.Text(33, 1, 1000, forged: true);
        await Receive(e =>
        {
            e.Payload = right.Payload.Replace(CafReader.Read(CafFixture.Bytes(CafFixture.Text(33, 1, 1000))).Digest, CafReader.Read(CafFixture.Bytes(forged)).Digest);
            e.Files = [forged];
        }).ShouldRefuseAsync("folio-message.authorization");
        (await line.Branch.Books.ReadAsync(db => db.Set<FolioAuthorization>().CountAsync())).Should().Be(0);
        (await line.Branch.Books.ReadAsync(db => db.Set<FolioReception>().CountAsync())).Should().Be(0);

        (await FolioLine.ExchangeAsync(line.Branch, e => e.ReceiveAsync(right))).Should().BeTrue();
        await Receive(e => e.Payload = right.Payload.Replace("\"last\":10", "\"last\":11")).ShouldRefuseAsync("folio-message.altered");
        await Receive(e => e.Sequence = 2).ShouldRefuseAsync("folio-message.double");
        await line.Branch.BalanceAsync();

        Func<Task> Receive(Action<Draft> change)
        {
            var draft = new Draft { Rut = right.CompanyRut, From = right.FromEnd, To = right.ToEnd, Sequence = right.Sequence, Payload = right.Payload, Files = right.Files };
            change(draft);
            return () => FolioLine.ExchangeAsync(line.Branch, e => e.ReceiveAsync(new FolioEnvelope
            {
                CompanyRut = draft.Rut,
                FromEnd = draft.From,
                ToEnd = draft.To,
                Sequence = draft.Sequence,
                Kind = right.Kind,
                Payload = draft.Payload,
                Files = draft.Files,
            }));
        }
    }

    [Fact]
    public async Task Send_WhileTheOtherEndIsDown_IsTriedAgainLaterAndInOrder()
    {
        await using var line = await FolioLine.OpenAsync(kind);
        await line.Branch.RequestAsync(2);
        await line.Branch.RequestAsync(2, type: 34);
        var first = (await FolioLine.NextAsync(line.Branch))!.Value;
        var pauses = new List<double>();
        for (var i = 0; i < 9; i++)
        {
            await FolioLine.ExchangeAsync(line.Branch, async e =>
            {
                await e.FailedAsync(first.Id, "connection refused");
                return true;
            });
            var message = await line.Branch.Books.ReadAsync(db => db.Set<FolioMessage>().SingleAsync(m => m.Id == first.Id));
            pauses.Add((message.NextAttemptAt - line.Branch.Books.Clock.Now).TotalSeconds);
            (await FolioLine.NextAsync(line.Branch)).Should().BeNull("the second waits for the first");
            line.Branch.Books.Clock.Now = message.NextAttemptAt;
        }

        pauses.Should().Equal(15, 30, 60, 120, 240, 480, 960, 1800, 1800);
        (await FolioLine.NextAsync(line.Branch))!.Value.Envelope.Sequence.Should().Be(1);
        await line.DrainAsync();
        (await line.Central.Queries.PendingAsync()).Select(r => r.DocumentType).Should().Equal(33, 34);
    }

    [Fact]
    public async Task Return_OverTheLine_CanBeAssignedToTheSameBranchAgain()
    {
        await using var line = await FolioLine.OpenAsync(kind);
        await line.Central.ImportAsync(1, 10);
        await line.Branch.RequestAsync(2);
        await line.DrainAsync();
        await line.Central.AssignAsync();
        await line.DrainAsync();
        var book = await line.Branch.AddBookAsync(2);
        await line.Branch.UseAsync(book.Id, 4);
        await line.Branch.Books.WriteAsync(s => new FolioReturns(s).ReturnAsync(book.Id, "sobran"));
        (await line.Central.BalanceAsync()).Single().Should().BeEquivalentTo(new { Assigned = 10L, Returned = 0L });
        await line.DrainAsync();
        (await line.Central.BalanceAsync()).Single().Should().BeEquivalentTo(new { Assigned = 4L, Returned = 6L });
        (await line.Branch.BalanceAsync()).Single().Should().BeEquivalentTo(new { Used = 4L, Returned = 6L, InBooks = 0L });

        await line.Branch.WatchAsync();
        await line.DrainAsync();
        await line.Central.AssignAsync();
        await line.DrainAsync();

        (await line.Branch.UseAsync(book.Id, 6)).Should().Equal(5, 6, 7, 8, 9, 10);
        (await line.Branch.BalanceAsync()).Single().Used.Should().Be(10);
        (await line.Central.BalanceAsync()).Single().Assigned.Should().Be(10);
    }

    [Fact]
    public async Task Return_OfNumbersThatTheAuthorizationDoesNotHave_IsRefusedAndChangesNothing()
    {
        await using var line = await FolioLine.OpenAsync(kind);
        await line.Central.ImportAsync(1, 10);
        await line.Branch.RequestAsync(2);
        await line.DrainAsync();
        await line.Central.AssignAsync();
        await line.DrainAsync();
        var book = await line.Branch.AddBookAsync(2);
        await line.Branch.Books.WriteAsync(s => new FolioReturns(s).ReturnAsync(book.Id, "sobran"));
        var right = (await FolioLine.NextAsync(line.Branch))!.Value.Envelope;

        foreach (var (before, after) in new[] { ("\"last\":10", "\"last\":11"), ("\"first\":1,", "\"first\":0,"), ("\"documentType\":33", "\"documentType\":34"), ("[{", "[null,{") })
        {
            right.Payload.Should().Contain(before);
            var forged = new FolioEnvelope
            {
                CompanyRut = right.CompanyRut,
                FromEnd = right.FromEnd,
                ToEnd = right.ToEnd,
                Sequence = right.Sequence,
                Kind = right.Kind,
                Payload = right.Payload.Replace(before, after),
            };
            await FluentActions.Invoking(() => FolioLine.ExchangeAsync(line.Central, e => e.ReceiveAsync(forged))).ShouldRefuseAsync("folio-message.content");
        }

        (await line.Central.BalanceAsync()).Single().Should().BeEquivalentTo(new { Assigned = 10L, Returned = 0L });
        await line.DrainAsync();
        (await line.Central.BalanceAsync()).Single().Should().BeEquivalentTo(new { Assigned = 0L, Returned = 10L });
    }

    [Fact]
    public async Task Take_ByManyAtOnce_GivesEachMessageToOneUntilTheLeaseEnds()
    {
        await using var line = await FolioLine.OpenAsync(kind);
        await line.Branch.RequestAsync(2);
        await line.Branch.RequestAsync(2, type: 34);
        var lease = TimeSpan.FromMinutes(1);

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => FolioLine.ExchangeAsync(line.Branch, e => e.TakeAsync(lease))));
        taken.OfType<FolioMessage>().Select(m => m.Sequence).Should().Equal([1], "the second waits for the first, which one has");
        line.Branch.Books.Clock.Now += lease;
        (await FolioLine.ExchangeAsync(line.Branch, e => e.TakeAsync(lease)))!.Sequence.Should().Be(1, "who had it died");
        (await FolioLine.ExchangeAsync(line.Branch, e => e.HurryAsync())).Should().Be(2);
        (await FolioLine.ExchangeAsync(line.Branch, e => e.TakeAsync(lease)))!.Sequence.Should().Be(1, "a person asks for it");
    }

    [Fact]
    public async Task Failed_OfAMessageThatAnotherDeliveredMeanwhile_NotesNothing()
    {
        await using var line = await FolioLine.OpenAsync(kind);
        await line.Branch.RequestAsync(2);
        var message = (await FolioLine.ExchangeAsync(line.Branch, e => e.TakeAsync(TimeSpan.FromMinutes(1))))!;
        await line.Branch.Books.WriteAsync(s => new FolioExchange(s, line.Branch.Vault, CafFixture.Keys).DeliveredAsync(message.Id));

        await line.Branch.Books.WriteAsync(s => new FolioExchange(s, line.Branch.Vault, CafFixture.Keys).FailedAsync(message.Id, "timeout"));

        var noted = (await MessagesAsync(line.Branch)).Single();
        (noted.Attempts, noted.LastError, noted.DeliveredAt is null).Should().Be((0, null, false));
    }

    [Fact]
    public async Task Resend_FromWhatARestoredEndLacks_SendsAllOfItAgainInOrder()
    {
        await using var line = await FolioLine.OpenAsync(kind);
        foreach (var type in (int[])[33, 34, 39])
        {
            await line.Branch.RequestAsync(2, type: type);
        }

        // The first two were delivered to books that are no more; the third meets those that were restored.
        var messages = await MessagesAsync(line.Branch);
        foreach (var message in messages.Take(2))
        {
            await line.Branch.Books.WriteAsync(s => new FolioExchange(s, line.Branch.Vault, CafFixture.Keys).DeliveredAsync(message.Id));
        }

        var third = (await FolioLine.NextAsync(line.Branch))!.Value;
        await FluentActions.Invoking(() => FolioLine.ExchangeAsync(line.Central, e => e.ReceiveAsync(third.Envelope))).ShouldRefuseAsync("folio-message.gap");
        (await FolioLine.ExchangeAsync(line.Branch, e => e.ResendFromAsync(third.Id, 1, "again"))).Should().BeTrue();

        (await MessagesAsync(line.Branch)).Should().OnlyContain(m => m.DeliveredAt == null && m.LastError == "again");
        (await FolioLine.NextAsync(line.Branch))!.Value.Envelope.Sequence.Should().Be(1, "the first time it goes at once");
        (await FolioLine.ExchangeAsync(line.Branch, e => e.ResendFromAsync(third.Id, 1, "again"))).Should().BeTrue();
        (await FolioLine.NextAsync(line.Branch)).Should().BeNull("ends that never agree do not race");
        line.Branch.Books.Clock.Now += TimeSpan.FromSeconds(15);
        await line.DrainAsync();
        (await line.Central.Queries.PendingAsync()).Select(r => r.DocumentType).Should().Equal(33, 34, 39);
        (await MessagesAsync(line.Branch)).Should().OnlyContain(m => m.DeliveredAt != null && m.LastError == null);
    }

    [Theory]
    [InlineData(0)] // never was
    [InlineData(2)] // the message itself
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public async Task Resend_FromWhatIsNotHere_ChangesNothing(long missing)
    {
        await using var line = await FolioLine.OpenAsync(kind);
        await line.Branch.RequestAsync(2);
        await line.Branch.RequestAsync(2, type: 34);
        var first = (await MessagesAsync(line.Branch))[0];
        await line.Branch.Books.WriteAsync(s => new FolioExchange(s, line.Branch.Vault, CafFixture.Keys).DeliveredAsync(first.Id));
        var before = await MessagesAsync(line.Branch);

        (await FolioLine.ExchangeAsync(line.Branch, e => e.ResendFromAsync(before[1].Id, missing, "again"))).Should().BeFalse();

        (await MessagesAsync(line.Branch)).Should().BeEquivalentTo(before);
    }

    private static Task<List<FolioMessage>> MessagesAsync(FolioBranches site) =>
        site.Books.ReadAsync(db => db.Set<FolioMessage>().Where(m => m.Sequence > 0).OrderBy(m => m.Sequence).ToListAsync());

    private sealed class Draft
    {
        public required string Rut { get; set; }

        public required int From { get; set; }

        public required int To { get; set; }

        public required long Sequence { get; set; }

        public required string Payload { get; set; }

        public required IReadOnlyList<string> Files { get; set; }
    }
}

public sealed class SqliteFolioExchangeTests() : FolioExchangeContract(DatabaseKind.Sqlite);

public sealed class PostgreSqlFolioExchangeTests() : FolioExchangeContract(DatabaseKind.PostgreSql);
