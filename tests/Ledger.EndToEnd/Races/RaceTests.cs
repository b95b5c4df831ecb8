using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Ledger.EndToEnd.Books;
using Ledger.EndToEnd.Clients;
using Ledger.EndToEnd.Servers;

namespace Ledger.EndToEnd.Races;

/// <summary>People and programs that want the same thing at the same time, over HTTP.</summary>
public sealed class RaceTests : IClassFixture<OfficeFixture>
{
    private const int Callers = 50;
    private const int SameKeyCallers = 16;
    private readonly Office _office;

    public RaceTests(OfficeFixture fixture) => _office = fixture.Office;

    [Fact]
    [Trait("row", "W5")]
    public async Task Claim_ByFiftyCallersAtOnce_GivesEachTaskToOne()
    {
        var tasks = await StartVotesAsync(5, "claim");

        var answers = await Task.WhenAll(Enumerable.Range(0, Callers).Select(i => SendAsync(
            i % 2 == 0 ? _office.Approver : _office.Approver2, $"/api/tasks/{tasks[i % tasks.Count]}/claim", null)));

        answers.Where(a => !a.IsDone).Should().OnlyContain(a => a.Status == HttpStatusCode.Conflict && a.Code == "task.already-claimed");
        foreach (var task in tasks)
        {
            var info = await _office.Approver.GetAsync($"/api/tasks/{task}");
            var winner = info["assigneeName"]!.GetValue<string>();
            var mine = answers.Where(a => a.Path.Contains(Office.Text(task), StringComparison.Ordinal)).ToList();
            mine.Where(a => a.IsDone).Should().NotBeEmpty().And.OnlyContain(a => a.By == winner, "only who has it was told so");
            mine.Where(a => !a.IsDone).Should().OnlyContain(a => a.By != winner && a.Body.Contains(winner), "the others are told who has it");
            (await HistoryAsync(task, "claimed")).Should().HaveCount(1);
        }
    }

    [Fact]
    [Trait("row", "W5")]
    public async Task Complete_ByFiftyCallersAtOnce_DecidesEachTaskOnce()
    {
        var tasks = await StartVotesAsync(5, "complete");

        var answers = await Task.WhenAll(Enumerable.Range(0, Callers).Select(i => SendAsync(
            i % 2 == 0 ? _office.Approver : _office.Approver2, $"/api/tasks/{tasks[i % tasks.Count]}/complete",
            new { outcome = i % 2 == 0 ? "Yes" : "No" })));

        answers.Where(a => !a.IsDone).Should().OnlyContain(a => a.Status == HttpStatusCode.Conflict && a.Code == "task.already-completed");
        foreach (var task in tasks)
        {
            var info = await _office.Approver.GetAsync($"/api/tasks/{task}");
            var winner = info["completedBy"]!.GetValue<string>();
            info["outcome"]!.GetValue<string>().Should().Be(winner == _office.Approver.UserName ? "Yes" : "No");
            var mine = answers.Where(a => a.Path.Contains(Office.Text(task), StringComparison.Ordinal)).ToList();
            mine.Where(a => a.IsDone).Should().NotBeEmpty().And.OnlyContain(a => a.By == winner);
            mine.Where(a => !a.IsDone).Should().OnlyContain(a => a.Body.Contains(winner), "the others are told who decided");
            (await HistoryAsync(task, "completed")).Should().HaveCount(1);
            await FinishedAsync(Office.IdOf(info, "instanceId"));
        }
    }

    [Fact]
    [Trait("row", "W5")]
    public async Task Complete_ByTwoApproversAtOnce_TellsTheSecondWhoWasFirst()
    {
        foreach (var task in await StartVotesAsync(20, "two"))
        {
            var answers = await Task.WhenAll(
                SendAsync(_office.Approver, $"/api/tasks/{task}/complete", new { outcome = "Yes" }),
                SendAsync(_office.Approver2, $"/api/tasks/{task}/complete", new { outcome = "No" }));

            var winner = answers.Should().ContainSingle(a => a.IsDone).Subject;
            var loser = answers.Single(a => !a.IsDone);
            loser.Status.Should().Be(HttpStatusCode.Conflict);
            loser.Code.Should().Be("task.already-completed");
            loser.Body.Should().Contain(winner.By);
        }
    }

    [Fact]
    [Trait("row", "W5")]
    public async Task Complete_SaidAgainByTheSamePerson_GivesTheSameAnswer()
    {
        var task = (await StartVotesAsync(1, "again"))[0];
        var first = await _office.Approver.PostAsync($"/api/tasks/{task}/complete", new { outcome = "Yes" });

        // Without a key, as after a crash between the decision and the memory of its key.
        var second = await _office.Approver.PostAsync($"/api/tasks/{task}/complete", new { outcome = "Yes" });
        var other = await SendAsync(_office.Approver, $"/api/tasks/{task}/complete", new { outcome = "No" });

        second.ToJsonString().Should().Be(first.ToJsonString());
        other.Code.Should().Be("task.already-completed", "another answer is not a repetition");
        (await HistoryAsync(task, "completed")).Should().HaveCount(1);
    }

    [Fact]
    [Trait("row", "W3")]
    public async Task Start_WithOneKeyBySixteenCallers_StartsOneInstance()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, SameKeyCallers).Select(_ => _office.StartAsync("proof-vote", null, "one-key", "one-key")));

        answers.Distinct().Should().ContainSingle();
        (await _office.Operator.ListAsync("/api/instances?correlationId=one-key")).Should().ContainSingle();
    }

    [Fact]
    [Trait("row", "P1")]
    public async Task MassPayment_EnteredWithOneKeyBySixteenCallers_IsOne()
    {
        var input = new { filter = new { supplierFrom = Office.CodeOf(0), supplierTo = Office.CodeOf(OfficeFixture.Suppliers - 1) }, remarks = "one-key" };

        var answers = await Task.WhenAll(Enumerable.Range(0, SameKeyCallers).Select(_ => _office.StartAsync("mass-payment", input, "payment-one-key")));

        answers.Distinct().Should().ContainSingle();
        await using var database = await DatabaseReader.OpenSqliteAsync(_office.Server.DatabaseFile);
        (await database.LinesAsync("select number, remarks from mass_payments")).Should().Equal("1 | one-key");
    }

    [Fact]
    [Trait("row", "W7")]
    public async Task RunNow_WithOneKeyBySixteenCallers_RunsOnce()
    {
        await _office.PublishAsync("proof-tick");
        var schedule = Office.IdOf(await _office.Owner.PutAsync(
            "/api/schedules", new { name = "nightly", definitionId = "proof-tick", cron = "0 0 3 1 1 ?", timeZone = "UTC" }));

        await Task.WhenAll(Enumerable.Range(0, SameKeyCallers).Select(_ => _office.Owner.PostAsync($"/api/schedules/{schedule}/run-now", null, "one-run")));

        (await _office.Owner.ListAsync($"/api/schedules/{schedule}/history")).Should().ContainSingle();
    }

    private async Task<IReadOnlyList<long>> StartVotesAsync(int count, string name)
    {
        var tasks = new List<long>();
        foreach (var i in Enumerable.Range(0, count))
        {
            var instance = await _office.StartAsync("proof-vote", null, string.Create(CultureInfo.InvariantCulture, $"vote-{name}-{i}"));
            tasks.Add(Office.IdOf((await _office.Approver.ListAsync($"/api/tasks?instanceId={instance}")).Should().ContainSingle().Subject));
        }

        return tasks;
    }

    private async Task<IEnumerable<JsonNode>> HistoryAsync(long task, string action) =>
        (await _office.Approver.ListAsync($"/api/tasks/{task}/history")).Where(h => h["action"]!.GetValue<string>() == action);

    private async Task FinishedAsync(long instance)
    {
        var until = DateTime.UtcNow.AddMinutes(2);
        while ((await _office.Operator.GetAsync($"/api/instances/{instance}"))["summary"]!["subStatus"]!.GetValue<string>() != "Finished")
        {
            DateTime.UtcNow.Should().BeBefore(until, "the instance {0} goes on after the decision", instance);
            await Task.Delay(100);
        }
    }

    private static async Task<Said> SendAsync(LedgerClient person, string path, object? body)
    {
        using var answer = await person.TrySendAsync(HttpMethod.Post, path, () => body is null ? null : System.Net.Http.Json.JsonContent.Create(body), null);
        var text = await answer.Content.ReadAsStringAsync();
        return new Said(person.UserName, path, answer.StatusCode, LedgerClient.CodeOf(text), text);
    }

    private sealed record Said(string By, string Path, HttpStatusCode Status, string? Code, string Body)
    {
        public bool IsDone => Status == HttpStatusCode.OK;
    }
}
