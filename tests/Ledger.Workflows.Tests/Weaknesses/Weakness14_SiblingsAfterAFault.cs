using Ledger.Foundation;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Tests.Runtime;

namespace Ledger.Workflows.Tests.Weaknesses;

/// <summary>After a fault the peer goes on with the siblings until the queue is empty, so that a Faulted instance has had side effects since; and with the Continue strategy it ends Suspended without any bookmark.</summary>
public sealed class Weakness14_SiblingsAfterAFault
{
    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Fault_InOneBranch_StopsTheOthersUntilAPersonDecides(DatabaseKind kind)
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("both", Flow.Sequence(
            Flow.Parallel(
                Flow.Sequence(Flow.Effect("fault"), Flow.Effect("a2")),
                Flow.Sequence(Flow.Effect("b1"), Flow.Effect("b2"), Flow.Effect("b3"))),
            Flow.Effect("end")));
        host.Probe.Fail("fault", _ => new WorkflowException("x.refused", "refused"));

        var started = await host.StartAsync("both");
        started.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
        (await host.EffectsAsync()).Should().BeEmpty("nothing runs after the fault");

        host.Probe.Heal("fault");
        var incident = (await host.DetailAsync(started.InstanceId)).Incidents.Single();
        await host.Runtime.RetryAsync(started.InstanceId, incident.Id, RuntimeHost.Ana);
        (await host.StatusAsync(started.InstanceId)).Should().Be(WorkflowSubStatus.Finished);
        (await host.EffectsAsync()).Should().BeEquivalentTo("fault", "a2", "b1", "b2", "b3", "end");
    }

    [Fact]
    public async Task Stimulus_ForAnotherBranchWhileFaulted_IsNotLost()
    {
        await using var host = await RuntimeHost.CreateAsync();
        host.Add("both", Flow.Parallel(
            Flow.Sequence(Flow.Wait("go"), Flow.Effect("resumed")), Flow.Sequence(Flow.Line("x"), Flow.Line("y"), Flow.Effect("fault"))));
        host.Probe.Fail("fault", _ => new WorkflowException("x.refused", "refused"));
        var started = await host.StartAsync("both");

        (await host.SendAsync("go")).Resumed.Should().Be(1);
        (await host.EffectsAsync()).Should().BeEmpty();
        host.Probe.Heal("fault");
        var incident = (await host.DetailAsync(started.InstanceId)).Incidents.Single();
        await host.Runtime.RetryAsync(started.InstanceId, incident.Id, RuntimeHost.Ana);

        (await host.StatusAsync(started.InstanceId)).Should().Be(WorkflowSubStatus.Finished);
        (await host.EffectsAsync()).Should().BeEquivalentTo("fault", "resumed");
    }
}
