using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Tests.Runtime;

namespace Ledger.Workflows.Tests.Queue;

/// <summary>What goes on by itself: timers, retries, long steps, external steps, leases, and the worker as the host runs it.</summary>
public abstract class WorkflowWorkerContract(DatabaseKind kind)
{
    [Fact]
    public async Task Timer_Due_ResumesOnceAndNotBefore()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("later", Flow.Sequence(Flow.Activity("Test.Later", "later", ("seconds", 60)), Flow.Effect("after")));
        var started = await host.StartAsync("later");

        host.Clock.Move(TimeSpan.FromSeconds(59));
        await host.DrainAsync();
        (await host.StatusAsync(started.InstanceId)).Should().Be(WorkflowSubStatus.Suspended);
        (await host.DetailAsync(started.InstanceId)).Bookmarks.Single().ResumeAt.Should().Be(host.Clock.GetUtcNow().AddSeconds(1));

        host.Clock.Move(TimeSpan.FromSeconds(1));
        await host.DrainAsync();
        await host.DrainAsync();
        (await host.StatusAsync(started.InstanceId)).Should().Be(WorkflowSubStatus.Finished);
        (await host.EffectsAsync()).Should().Equal("after");
        (await host.CountAsync("pending_runs")).Should().Be(0);
    }

    [Fact]
    public async Task Timer_DueWhileNobodyRan_ResumesAfterTheRestart()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("later", Flow.Sequence(Flow.Activity("Test.Later", "later", ("seconds", 60)), Flow.Effect("after")));
        await host.StartAsync("later");

        host.Clock.Move(TimeSpan.FromDays(3));
        await using var restarted = host.Another();
        await restarted.DrainAsync();

        (await host.EffectsAsync()).Should().Equal("after");
    }

    [Fact] // W12
    public async Task LongStep_ManyChunks_CommitsEachWithItsProgressAndStopsBetweenThem()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("long", Flow.Sequence(Flow.Activity("Test.Long", "long"), Flow.Effect("after")));
        var started = await host.StartAsync("long");

        started.SubStatus.Should().Be(WorkflowSubStatus.Executing);
        (await host.EffectsAsync()).Should().HaveCount(3);
        (await host.Queries.ProgressAsync(RuntimeHost.Company)).Should().ContainSingle()
            .Which.Should().Match<StepProgress>(p => p.InstanceId == started.InstanceId && p.ActivityId == "long" && p.Done == 3 && p.Total == 10);
        await host.DrainAsync();

        (await host.StatusAsync(started.InstanceId)).Should().Be(WorkflowSubStatus.Finished);
        (await host.EffectsAsync()).Should().Equal([.. Enumerable.Range(0, 10).Select(i => $"item{i}"), "after"]);
        (await host.Queries.ProgressAsync(RuntimeHost.Company)).Should().BeEmpty();
        host.Probe.Calls("chunk").Should().Be(4);
    }

    [Fact] // W12
    public async Task LongStep_ChunkFails_GoesOnFromTheLastCommittedOne()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("long", Flow.Sequence(Flow.Activity("Test.Long", "long")));
        host.Probe.Fail("chunk", call => call == 3 ? new TimeoutException("not now") : null);
        var started = await host.StartAsync("long");
        await host.DrainAsync();
        (await host.EffectsAsync()).Should().HaveCount(6, "the third chunk was undone");

        host.Clock.Move(TimeSpan.FromMinutes(1));
        await host.DrainAsync();

        (await host.StatusAsync(started.InstanceId)).Should().Be(WorkflowSubStatus.Finished);
        (await host.EffectsAsync()).Should().HaveCount(10).And.OnlyHaveUniqueItems();
    }

    [Fact] // W12
    public async Task LongStep_CancelledBetweenChunks_DoesNoMore()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("long", Flow.Sequence(Flow.Activity("Test.Long", "long")));
        var started = await host.StartAsync("long");

        await host.Runtime.CancelAsync(started.InstanceId, RuntimeHost.Ana);
        await host.DrainAsync();

        (await host.EffectsAsync()).Should().HaveCount(3);
        (await host.Queries.ProgressAsync(RuntimeHost.Company)).Should().BeEmpty();
        (await host.StatusAsync(started.InstanceId)).Should().Be(WorkflowSubStatus.Cancelled);
    }

    [Fact] // W14
    public async Task WhatGoesOnByItself_ActsForThePersonWhoSetItGoing()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Probe.Long = (4, 2);
        host.Add("acts", Flow.Sequence(
            Flow.Wait("go"), Flow.Activity("Test.Long", "long"), Flow.Activity("Test.External", "call"),
            Flow.Activity("Test.Later", "later", ("seconds", 5)), Flow.Activity("Test.WhoAmI", "who")));
        await host.StartAsync("acts");
        await host.Runtime.SendAsync(RuntimeHost.Event("go") with { Actor = new Actor(RuntimeHost.Company, 8, "bob") });
        await host.DrainAsync();
        host.Clock.Move(TimeSpan.FromMinutes(1));
        await host.DrainAsync();

        (await host.EffectsAsync()).Last().Should().Be("8 bob");
    }

    [Fact]
    public async Task BurstLimit_LoopWithoutWait_GoesOnAsAPendingRun()
    {
        await using var host = await RuntimeHost.CreateAsync(kind, configure: o => o.BurstActivitiesMax = 10);
        host.Add("many", Flow.Sequence([.. Enumerable.Range(0, 35).Select(i => Flow.Effect($"e{i}"))]));

        var started = await host.StartAsync("many");
        started.SubStatus.Should().Be(WorkflowSubStatus.Executing);
        (await host.EffectsAsync()).Should().HaveCountLessThan(11);
        await host.DrainAsync();

        (await host.StatusAsync(started.InstanceId)).Should().Be(WorkflowSubStatus.Finished);
        (await host.EffectsAsync()).Should().Equal(Enumerable.Range(0, 35).Select(i => $"e{i}"));
    }

    [Fact]
    public async Task ExternalStep_Answers_CallIsMadeAfterTheCommitAndOnce()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("external", Flow.Sequence(Flow.Effect("before"), Flow.Activity("Test.External", "call"), Flow.Effect("after")));
        var started = await host.StartAsync("external");
        started.SubStatus.Should().Be(WorkflowSubStatus.Executing);
        host.Probe.ExternalCalls.Should().BeEmpty("nothing is called before the commit");

        await host.DrainAsync();

        host.Probe.ExternalCalls.Should().ContainSingle();
        (await host.EffectsAsync()).Should().Equal("before", $"answer:{host.Probe.ExternalCalls.Single()}", "after");
        (await host.StatusAsync(started.InstanceId)).Should().Be(WorkflowSubStatus.Finished);
        (await host.CountAsync("pending_runs")).Should().Be(0);
    }

    [Fact]
    public async Task ExternalStep_BurstAfterTheAnswerFails_CallIsNotRepeated()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("external", Flow.Sequence(Flow.Activity("Test.External", "call")));
        host.Probe.Fail("finish", call => call == 1 ? new TimeoutException("not now") : null);
        var started = await host.StartAsync("external");
        await host.DrainAsync();
        host.Clock.Move(TimeSpan.FromMinutes(1));
        await host.DrainAsync();

        (await host.StatusAsync(started.InstanceId)).Should().Be(WorkflowSubStatus.Finished);
        host.Probe.ExternalCalls.Should().ContainSingle();
    }

    [Fact]
    public async Task ExternalStep_FailsForGood_BecomesAnIncidentAndRetryCallsWithTheSameKey()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("external", Flow.Sequence(Flow.Activity("Test.External", "call")));
        host.Probe.Fail("call", _ => new WorkflowException("bank.closed", "the bank is closed"));
        var started = await host.StartAsync("external");
        await host.DrainAsync();

        var incident = (await host.DetailAsync(started.InstanceId)).Incidents.Should().ContainSingle().Subject;
        incident.Should().Match<IncidentInfo>(i => i.Code == "bank.closed" && i.ActivityId == "call");
        host.Probe.Heal("call");
        await host.Runtime.RetryAsync(started.InstanceId, incident.Id, RuntimeHost.Ana);
        await host.DrainAsync();

        (await host.StatusAsync(started.InstanceId)).Should().Be(WorkflowSubStatus.Finished);
        host.Probe.ExternalCalls.Should().HaveCount(2);
        host.Probe.ExternalCalls.Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task ExternalStep_CallerDies_AnotherTakesOverWhenTheLeaseEnds()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("external", Flow.Sequence(Flow.Activity("Test.External", "call")));
        var started = await host.StartAsync("external");
        var hang = new TaskCompletionSource();
        host.Probe.External = _ => hang.Task;
        var dying = host.Worker.DrainAsync();
        await RuntimeHost.UntilAsync(() => Task.FromResult(!host.Probe.ExternalCalls.IsEmpty), "the call is made");

        host.Probe.External = _ => Task.CompletedTask;
        await using var second = host.Another();
        await second.DrainAsync();
        host.Probe.ExternalCalls.Should().ContainSingle("the lease holds");

        host.Clock.Move(TimeSpan.FromMinutes(1));
        await second.DrainAsync();
        (await host.StatusAsync(started.InstanceId)).Should().Be(WorkflowSubStatus.Finished);
        host.Probe.ExternalCalls.Should().HaveCount(2);
        host.Probe.ExternalCalls.Distinct().Should().ContainSingle("every try has the same idempotency key");

        hang.SetResult();
        await dying;
        (await host.EffectsAsync()).Should().ContainSingle("the late answer of the first caller is not taken");
    }

    [Fact]
    public async Task Worker_Running_IsWokenByTheCommit()
    {
        await using var host = await RuntimeHost.CreateAsync(kind, TimeProvider.System, o => o.PollInterval = TimeSpan.FromMinutes(1));
        host.Add("one", Flow.Sequence(Flow.Effect("a")));
        await using var running = await host.RunWorkerAsync();

        var all = new List<StartedInstance>();
        for (var i = 0; i < 20; i++)
        {
            all.Add(await host.Runtime.StartAsync(new StartWorkflow("one", RuntimeHost.Ana) { Queued = true }));
        }

        await RuntimeHost.UntilAsync(async () => (await host.EffectsAsync()).Count == 20, "all queued starts run");
        foreach (var started in all)
        {
            (await host.StatusAsync(started.InstanceId)).Should().Be(WorkflowSubStatus.Finished);
        }
    }

    [Fact]
    public async Task Workers_TwoOfThem_RunEachQueuedStartOnce()
    {
        await using var host = await RuntimeHost.CreateAsync(kind, TimeProvider.System, o => o.PollInterval = TimeSpan.FromMilliseconds(50));
        host.Add("one", Flow.Sequence(Flow.Effect("a"), Flow.Effect("b")));
        await using var other = host.Another();
        await using var first = await host.RunWorkerAsync();
        await using var second = await other.RunWorkerAsync();

        await Parallel.ForEachAsync(Enumerable.Range(0, 100), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, token) =>
            await host.Runtime.StartAsync(new StartWorkflow("one", RuntimeHost.Ana) { Queued = true }, token));

        await RuntimeHost.UntilAsync(async () => await host.CountAsync("pending_runs") == 0, "the queue is empty");
        (await host.EffectsAsync()).Should().HaveCount(200);
        (await host.Queries.ListAsync(new InstanceQuery { CompanyId = RuntimeHost.Company }, new())).Items
            .Should().OnlyContain(i => i.SubStatus == WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Run_DefinitionGone_WaitsAsAnIncidentAndRunsWhenItIsBack()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        var definition = Flow.Definition("wait", Flow.Sequence(Flow.Wait("go"), Flow.Effect("after")));
        host.Add(definition);
        var started = await host.StartAsync("wait");
        host.Shelf.Forget("wait-v1");
        var bookmark = await host.Database.QueryAsync("select id from bookmarks", r => r.GetInt64(0));
        await host.Database.WriteAsync(tx => host.Runtime.ResumeAsync(tx, bookmark[0], null, RuntimeHost.Ana));
        await host.DrainAsync();

        var detail = await host.DetailAsync(started.InstanceId);
        detail.Summary.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
        var incident = detail.Incidents.Should().ContainSingle().Subject;
        incident.Code.Should().Be("definition.not-found");

        host.Add((JsonObject)definition.DeepClone());
        await host.Runtime.RetryAsync(started.InstanceId, incident.Id, RuntimeHost.Ana);
        await host.DrainAsync();
        (await host.StatusAsync(started.InstanceId)).Should().Be(WorkflowSubStatus.Finished);
        (await host.EffectsAsync()).Should().Equal("after");
    }
}

public sealed class SqliteWorkflowWorkerTests() : WorkflowWorkerContract(DatabaseKind.Sqlite);

public sealed class PostgreSqlWorkflowWorkerTests() : WorkflowWorkerContract(DatabaseKind.PostgreSql);
