using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Foundation.Auditing;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Tests.Runtime;

namespace Ledger.Workflows.Tests.Instances;

/// <summary>Starting, waiting, resuming and steering instances, on both databases.</summary>
public abstract class WorkflowRuntimeContract(DatabaseKind kind)
{
    [Fact]
    public async Task StartAsync_FlowOfEffects_FinishesInOneBurstWithItsJournal()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("three", Flow.Flowchart(Flow.Effect("a"), Flow.Effect("b"), Flow.Line("done")));

        var started = await host.StartAsync("three");

        started.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        (await host.EffectsAsync(started.InstanceId)).Should().Equal("a", "b");
        (await host.LinesAsync(started.InstanceId)).Should().Equal("done");
        var detail = await host.DetailAsync(started.InstanceId);
        detail.Summary.Status.Should().Be(WorkflowStatus.Finished);
        detail.Summary.StartedBy.Should().Be("ana");
        detail.Summary.FinishedAt.Should().Be(host.Clock.GetUtcNow());
        var executions = await host.Queries.ExecutionsAsync(RuntimeHost.Company, started.InstanceId);
        executions.Should().HaveCount(5).And.OnlyContain(e => e.Status == "Completed");
        executions[2].Should().Match<ActivityExecution>(e => e.ActivityId == "a" && e.ActivityType == "Test.Effect");
        (await host.CountAsync("pending_runs")).Should().Be(0);
    }

    [Fact]
    public async Task StartAsync_OtherCompanyAsks_FindsNothing()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("one", Flow.Sequence(Flow.Effect("a")));
        var started = await host.StartAsync("one");

        (await host.Queries.FindAsync(99, started.InstanceId)).Should().BeNull();
        (await host.Queries.JournalAsync(99, started.InstanceId)).Should().BeEmpty();
        (await host.Runtime.CancelAsync(started.InstanceId, Actor.System(99))).Should().BeFalse();
    }

    [Fact]
    public async Task StartAsync_DefinitionMissingOrNotPublished_IsRefusedWithItsCode()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("one", Flow.Sequence(Flow.Effect("a")));
        host.Shelf.Retract("one");

        await Refused(() => host.StartAsync("one"), "definition.not-published");
        await Refused(() => host.StartAsync("two"), "definition.not-found");
        (await host.CountAsync("workflow_instances")).Should().Be(0);
    }

    [Theory]
    [InlineData("""{"amount":"12.5","day":"2026-03-01"}""", null)]
    [InlineData("""{"amount":12}""", null)]
    [InlineData("""{"Amount":12}""", null)]
    [InlineData("""{"day":"2026-03-01"}""", "amount")]
    [InlineData("""{"amount":"twelve"}""", "amount")]
    [InlineData("""{"amount":{}}""", "amount")]
    [InlineData("""{"amount":1,"day":"yesterday"}""", "day")]
    [InlineData("""{"amount":1,"amonut":2}""", "amonut")]
    public async Task StartAsync_InputsChecked_NamesTheField(string input, string? field)
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add(Flow.Definition(
            "typed", Flow.Sequence(Flow.Effect("a")),
            inputs: [Flow.Input("amount", "Decimal", isRequired: true), Flow.Input("day", "DateOnly")]));

        var start = () => host.StartAsync("typed", (JsonObject)JsonNode.Parse(input)!);

        if (field is null)
        {
            (await start()).SubStatus.Should().Be(WorkflowSubStatus.Finished);
            return;
        }

        (await Refused(start, "input.invalid")).Arguments[0].Should().Be(field);
        (await host.CountAsync("workflow_instances")).Should().Be(0);
    }

    [Fact]
    public async Task StartAsync_InTransactionThatIsUndone_LeavesNothing()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("one", Flow.Sequence(Flow.Effect("a")));

        var undone = () => host.Database.WriteAsync(async tx =>
        {
            await host.Runtime.StartAsync(tx, new StartWorkflow("one", RuntimeHost.Ana));
            throw new InvalidOperationException("undone");
        });
        await undone.Should().ThrowAsync<InvalidOperationException>();
        var kept = await host.Database.WriteAsync(tx => host.Runtime.StartAsync(tx, new StartWorkflow("one", RuntimeHost.Ana)));

        kept.SubStatus.Should().Be(WorkflowSubStatus.Pending);
        (await host.EffectsAsync()).Should().BeEmpty();
        await host.DrainAsync();
        (await host.EffectsAsync()).Should().Equal("a");
        (await host.CountAsync("workflow_instances")).Should().Be(1);
        (await host.StatusAsync(kept.InstanceId)).Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task StartAsync_SameIdempotencyKeySixteenTimesAtOnce_StartsOne()
    {
        await using var host = await RuntimeHost.CreateAsync(kind, TimeProvider.System);
        host.Add("one", Flow.Sequence(Flow.Effect("a"), Flow.Wait("go")));

        var all = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() =>
            host.Runtime.StartAsync(new StartWorkflow("one", RuntimeHost.Ana) { IdempotencyKey = "k" }))));

        all.Select(s => s.InstanceId).Distinct().Should().ContainSingle();
        all.Count(s => !s.AlreadyStarted).Should().Be(1);
        (await host.EffectsAsync()).Should().Equal("a");
    }

    [Fact]
    public async Task SendAsync_WaitingInstance_GoesOnInOneUnitOfWork()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("wait", Flow.Sequence(Flow.Effect("before"), Flow.Wait("go"), Flow.Effect("after")));
        var started = await host.StartAsync("wait");
        started.SubStatus.Should().Be(WorkflowSubStatus.Suspended);
        var bookmark = (await host.DetailAsync(started.InstanceId)).Bookmarks.Should().ContainSingle().Subject;
        bookmark.Hash.Should().Be("159229920F1B8E88A347E7913C7E80335871012CD3591E65E681A2DEC4EAA1F4"); // Elsa's own hash of Event "go"

        var sent = await host.SendAsync("go");

        sent.Should().Be(new StimulusResult(0, 1, false));
        (await host.StatusAsync(started.InstanceId)).Should().Be(WorkflowSubStatus.Finished);
        (await host.EffectsAsync(started.InstanceId)).Should().Equal("before", "after");
        (await host.CountAsync("bookmarks")).Should().Be(0);
        (await host.Queries.JournalAsync(RuntimeHost.Company, started.InstanceId)).Select(e => e.Sequence)
            .Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task SendAsync_NobodyWaitsYet_IsKeptAndTakenByTheFirstBookmark()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("wait", Flow.Sequence(Flow.Wait("go"), Flow.Effect("after")));

        (await host.SendAsync("go")).Should().Be(new StimulusResult(0, 0, true));
        var first = await host.StartAsync("wait");
        var second = await host.StartAsync("wait");
        await host.DrainAsync();

        (await host.StatusAsync(first.InstanceId)).Should().Be(WorkflowSubStatus.Finished);
        (await host.StatusAsync(second.InstanceId)).Should().Be(WorkflowSubStatus.Suspended);
        (await host.CountAsync("kept_stimuli")).Should().Be(0);
    }

    [Fact]
    public async Task SendAsync_CorrelationAndInstanceAndCompany_ReachOnlyThoseMeant()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("wait", Flow.Sequence(Flow.Wait("go")));
        var a = await host.Runtime.StartAsync(new StartWorkflow("wait", RuntimeHost.Ana) { CorrelationId = "A" });
        var b = await host.Runtime.StartAsync(new StartWorkflow("wait", RuntimeHost.Ana) { CorrelationId = "B" });
        var c = await host.StartAsync("wait");

        (await host.Runtime.SendAsync(RuntimeHost.Event("go") with { Actor = Actor.System(99) })).Kept.Should().BeTrue();
        (await host.Runtime.SendAsync(RuntimeHost.Event("go") with { CorrelationId = "B" })).Resumed.Should().Be(1);
        (await host.Runtime.SendAsync(RuntimeHost.Event("go") with { InstanceId = c.InstanceId })).Resumed.Should().Be(1);

        (await host.StatusAsync(a.InstanceId)).Should().Be(WorkflowSubStatus.Suspended);
        (await host.StatusAsync(b.InstanceId)).Should().Be(WorkflowSubStatus.Finished);
        (await host.StatusAsync(c.InstanceId)).Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task ResumeAsync_InTheCallersTransaction_HappensOnlyWithIt()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("wait", Flow.Sequence(Flow.Wait("go"), Flow.Effect("after")));
        var started = await host.StartAsync("wait");
        var bookmark = (await host.DetailAsync(started.InstanceId)).Bookmarks[0].Id;

        var undone = () => host.Database.WriteAsync(async tx =>
        {
            (await host.Runtime.ResumeAsync(tx, bookmark, null, RuntimeHost.Ana)).Should().BeTrue();
            throw new InvalidOperationException("undone");
        });
        await undone.Should().ThrowAsync<InvalidOperationException>();
        await host.DrainAsync();
        (await host.StatusAsync(started.InstanceId)).Should().Be(WorkflowSubStatus.Suspended);

        await host.Database.WriteAsync(tx => host.Runtime.ResumeAsync(tx, bookmark, null, RuntimeHost.Ana));
        await host.DrainAsync();
        (await host.StatusAsync(started.InstanceId)).Should().Be(WorkflowSubStatus.Finished);
        (await host.Database.WriteAsync(tx => host.Runtime.ResumeAsync(tx, bookmark, null, RuntimeHost.Ana))).Should().BeFalse();
    }

    [Fact]
    public async Task Step_FailsForAWhile_BurstIsUndoneAndTriedAgainUntilItPasses()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("flaky", Flow.Sequence(Flow.Effect("first"), Flow.Effect("flaky")));
        host.Probe.Fail("flaky", call => call < 3 ? new TimeoutException("not now") : null);

        var started = await host.StartAsync("flaky");
        started.SubStatus.Should().Be(WorkflowSubStatus.Pending);
        (await host.EffectsAsync()).Should().BeEmpty("the whole burst was undone");
        await host.DrainAsync();
        host.Probe.Calls("flaky").Should().Be(1, "the second try is not due yet");
        for (var i = 0; i < 4; i++)
        {
            host.Clock.Move(TimeSpan.FromMinutes(1));
            await host.DrainAsync();
        }

        host.Probe.Calls("flaky").Should().Be(3);
        (await host.StatusAsync(started.InstanceId)).Should().Be(WorkflowSubStatus.Finished);
        (await host.EffectsAsync()).Should().Equal("first", "flaky");
        (await host.DetailAsync(started.InstanceId)).Incidents.Should().BeEmpty();
    }

    [Fact]
    public async Task Step_KeepsFailing_BecomesAnIncidentAfterItsTriesThatCanBeRetried()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("broken", Flow.Sequence(Flow.Effect("first"), Flow.Effect("broken"), Flow.Effect("last")));
        host.Probe.Fail("broken", _ => new TimeoutException("never"));
        var started = await host.StartAsync("broken");
        for (var i = 0; i < 6; i++)
        {
            host.Clock.Move(TimeSpan.FromHours(2));
            await host.DrainAsync();
        }

        host.Probe.Calls("broken").Should().Be(4);
        var detail = await host.DetailAsync(started.InstanceId);
        detail.Summary.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
        detail.Summary.IncidentCount.Should().Be(1);
        var incident = detail.Incidents.Should().ContainSingle().Subject;
        incident.Should().Match<IncidentInfo>(i => i.ActivityId == "broken" && i.Message == "never" && i.Resolution == null);
        incident.Exception.Should().Contain(nameof(TimeoutException));
        (await host.EffectsAsync()).Should().Equal(["first"], "what the failed step wrote is undone, what came before is kept");

        host.Probe.Heal("broken");
        await host.Runtime.RetryAsync(started.InstanceId, incident.Id, RuntimeHost.Ana);

        detail = await host.DetailAsync(started.InstanceId);
        detail.Summary.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        detail.Summary.IncidentCount.Should().Be(0);
        detail.Incidents[0].Should().Match<IncidentInfo>(i => i.Resolution == "retried" && i.ResolvedBy == "ana");
        (await host.EffectsAsync()).Should().Equal("first", "broken", "last");
        await Refused(() => host.Runtime.RetryAsync(started.InstanceId, incident.Id, RuntimeHost.Ana), "incident.already-resolved");
        (await AuditVerifier.VerifyAsync(host.Database)).Single().Break.Should().BeNull();
        (await host.Database.QueryAsync("select action from audit_entries", r => r.GetString(0))).Should().Equal("incident.retried");
    }

    [Fact]
    public async Task RetryAsync_FailsAgain_IsPutOffAndBecomesANewIncident()
    {
        await using var host = await RuntimeHost.CreateAsync(kind, configure: o => o.AttemptsMax = 2);
        host.Add("broken", Flow.Sequence(Flow.Effect("broken")));
        host.Probe.Fail("broken", _ => new TimeoutException("never"));
        var started = await host.StartAsync("broken");
        host.Clock.Move(TimeSpan.FromHours(2));
        await host.DrainAsync();
        var incident = (await host.DetailAsync(started.InstanceId)).Incidents.Single();

        await host.Runtime.RetryAsync(started.InstanceId, incident.Id, RuntimeHost.Ana);
        host.Clock.Move(TimeSpan.FromHours(2));
        await host.DrainAsync();

        var detail = await host.DetailAsync(started.InstanceId);
        detail.Summary.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
        detail.Summary.IncidentCount.Should().Be(1);
        detail.Incidents.Should().HaveCount(2);
        detail.Incidents.Count(i => i.Resolution is null).Should().Be(1);
    }

    [Fact]
    public async Task SkipAsync_PermanentRefusal_GoesOnAsIfTheStepHadCompleted()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("refused", Flow.Sequence(Flow.Effect("refused"), Flow.Effect("last")));
        host.Probe.Fail("refused", _ => new WorkflowException("payment.refused", "no funds"));
        var started = await host.StartAsync("refused");
        started.SubStatus.Should().Be(WorkflowSubStatus.Faulted, "trying again cannot cure a refusal");
        var incident = (await host.DetailAsync(started.InstanceId)).Incidents.Single();
        incident.Code.Should().Be("payment.refused");

        await Refused(() => host.Runtime.SkipAsync(started.InstanceId, incident.Id, "Nowhere", RuntimeHost.Ana), "outcome.unknown");
        await host.Runtime.SkipAsync(started.InstanceId, incident.Id, "Done", RuntimeHost.Ana);

        (await host.StatusAsync(started.InstanceId)).Should().Be(WorkflowSubStatus.Finished);
        (await host.EffectsAsync()).Should().Equal("last");
        await Refused(() => host.Runtime.SkipAsync(started.InstanceId, 1, "Done", RuntimeHost.Ana), "incident.not-found");
    }

    [Fact]
    public async Task CancelAsync_WaitingInstance_StopsItWithAllItWaitsFor()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("hold", Flow.Parallel(
            Flow.Activity("Test.Hold", "hold"), Flow.Activity("Test.Later", "later", ("seconds", 60)), Flow.Wait("go")));
        var started = await host.StartAsync("hold");
        (await host.CountAsync("bookmarks")).Should().Be(3);

        (await host.Runtime.CancelAsync(started.InstanceId, RuntimeHost.Ana)).Should().BeTrue();
        (await host.Runtime.CancelAsync(started.InstanceId, RuntimeHost.Ana)).Should().BeFalse();

        (await host.StatusAsync(started.InstanceId)).Should().Be(WorkflowSubStatus.Cancelled);
        host.Probe.Cancelled.Should().Equal("hold");
        (await host.CountAsync("bookmarks")).Should().Be(0);
        (await host.CountAsync("pending_runs")).Should().Be(0);
        (await host.Database.QueryAsync("select action from audit_entries", r => r.GetString(0))).Should().Equal("instance.cancelled");
    }

    internal static async Task<WorkflowException> Refused(Func<Task> call, string code)
    {
        var thrown = (await call.Should().ThrowAsync<WorkflowException>()).Which;
        thrown.Code.Should().Be(code);
        return thrown;
    }
}

public sealed class SqliteWorkflowRuntimeTests() : WorkflowRuntimeContract(DatabaseKind.Sqlite);

public sealed class PostgreSqlWorkflowRuntimeTests() : WorkflowRuntimeContract(DatabaseKind.PostgreSql);
