using System.Text.Json.Nodes;
using Ledger.Workflows.Instances;
using Xunit.Abstractions;

namespace Ledger.Workflows.Tests.Execution;

/// <summary>Definitions of Elsa's own tests run unchanged and behave as Elsa's tests assert (W1, W4).</summary>
[Trait("row", "W4")]
public sealed class ElsaCasesTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("01-join-any/join-any-1.json", WorkflowSubStatus.Finished, "Start|End")]
    [InlineData("02-join-all/join-all-1.json", WorkflowSubStatus.Finished, "Start|Line 1|Line 2|End")]
    [InlineData("04-completion-1/workflow1.json", WorkflowSubStatus.Finished, "WriteLine1|WriteLine2|WriteLine3")]
    [InlineData("05-completion-2/workflow2.json", WorkflowSubStatus.Finished, null)]
    [InlineData("07-completion-4/workflow4.json", WorkflowSubStatus.Finished, null)]
    [InlineData("09-completion-6/workflow6.json", WorkflowSubStatus.Finished, "Start|Current fruit: Apple|Current fruit: Banana|Current fruit: Cherry|End")]
    [InlineData("13-join-waitall-fault/fork-decision-join-waitall.json", WorkflowSubStatus.Faulted, "A|C|B|D")]
    [InlineData("16-parallel-join/parallel-join.json", WorkflowSubStatus.Finished, "||")]
    [InlineData("17-writeline/writeline.json", WorkflowSubStatus.Finished, "Dummy Text")]
    [InlineData("18-implicit-loop/implicit-loop.json", WorkflowSubStatus.Finished, "Do something|Retry|Do something|Done")]
    [InlineData("41-fork/fork.json", WorkflowSubStatus.Finished, "One|Two|Three")]
    public async Task RunToEnd_ElsaCaseInCounterMode_BehavesAsAsserted(string file, WorkflowSubStatus end, string? lines)
    {
        if (ElsaData.Load(file, output) is not { } definition)
        {
            return;
        }

        var bench = new Bench().Load(definition);

        await bench.RunToEndAsync();

        bench.Last.SubStatus.Should().Be(end, bench.Why);
        bench.Last.IsStuck.Should().BeFalse();
        if (lines is not null)
        {
            string.Join('|', bench.Lines).Should().Be(lines);
        }
    }

    [Theory]
    [InlineData("10-join-none/fork-decision-join-none.json", WorkflowSubStatus.Finished, "A|C", false)]
    [InlineData("11-join-converge/fork-decision-join-converge.json", WorkflowSubStatus.Suspended, "A", true)]
    public async Task RunToEnd_ElsaCaseInTokenMode_BehavesAsAsserted(string file, WorkflowSubStatus end, string lines, bool isStuck)
    {
        if (ElsaData.Load(file, output) is not { } definition)
        {
            return;
        }

        var bench = new Bench().Load(definition);

        await bench.RunToEndAsync(prepare: s => s.Properties["Flowchart:ExecutionMode"] = "TokenBased");

        bench.Last.SubStatus.Should().Be(end, bench.Why);
        bench.Last.IsStuck.Should().Be(isStuck);
        string.Join('|', bench.Lines).Should().Be(lines);
    }

    [Fact]
    public async Task RunToEnd_WorkflowAsActivityWithInput_SeesItsOwnInput()
    {
        if (ElsaData.Load("22-parent-child-input/parent1.json", output) is not { } parent)
        {
            return;
        }

        var bench = new Bench().Load(parent, ElsaData.Load("22-parent-child-input/child.json", output)!);

        await bench.RunToEndAsync(new JsonObject { ["Input1"] = "Foo" });

        bench.Lines.Should().Equal("Parent: Foo", "Child: Bar");
        bench.Last.Output["Output1"]!.GetValue<string>().Should().Be("Bar");
        bench.Last.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task RunToEnd_WorkflowAsActivityWithLiteralInput_PrintsIt()
    {
        if (ElsaData.Load("27-definition-activity-input/parent-with-input.json", output) is not { } parent)
        {
            return;
        }

        var bench = new Bench().Load(parent, ElsaData.Load("27-definition-activity-input/child-with-input.json", output)!);

        await bench.RunToEndAsync();

        bench.Lines.Should().Equal("Hello from parent!");
    }

    [Fact]
    public async Task RunToEnd_WorkflowAsActivityWithOutcomes_FollowsThePort()
    {
        if (ElsaData.Load("29-definition-activity-outcomes/parent-with-outcomes.json", output) is not { } parent)
        {
            return;
        }

        var bench = new Bench().Load(parent, ElsaData.Load("29-definition-activity-outcomes/child-with-outcomes.json", output)!);

        await bench.RunToEndAsync();

        bench.Lines.Should().Equal("Success path taken");
        bench.Last.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public void Compile_BadCron_IsRefusedWithAMessageThatNamesTheSecondsField()
    {
        if (ElsaData.Load("34-bad-cron/bad-cron-expression.json", output) is not { } bad)
        {
            return;
        }

        var bench = new Bench();

        var refused = bench.Compile(bad);
        var accepted = bench.Compile(ElsaData.Load("34-bad-cron/cron-every-hour.json", output)!);

        refused.Problems.Should().ContainSingle().Which.Message.Should().Contain("seconds");
        accepted.Problems.Should().BeEmpty();
        accepted.Graph!.Triggers.Should().ContainSingle().Which.Name.Should().Be("Elsa.Cron");
    }
}
