using Ledger.Workflows.Instances;

namespace Ledger.Workflows.Tests.Execution;

/// <summary>Flowcharts against models that are simple enough to be seen right (elsa-semantics.md §4).</summary>
[Trait("row", "W4")]
public sealed class FlowchartModelTests
{
    // In a graph without loops an activity runs once when at least one followed connection leads to it, else never.
    [Fact]
    public async Task CounterMode_RandomGraphsWithoutLoops_RunWhatTheModelSays()
    {
        for (var seed = 0; seed < 150; seed++)
        {
            var random = new Random(seed);
            var count = random.Next(2, 14);
            var decision = Enumerable.Range(0, count).Select(i => i > 0 && random.Next(3) == 0 ? random.Next(2) == 0 : (bool?)null).ToArray();
            var edges = new List<(int From, string Port, int To)>();
            for (var to = 1; to < count; to++)
            {
                foreach (var from in Enumerable.Range(0, to).Where(_ => random.Next(3) == 0).DefaultIfEmpty(random.Next(to)))
                {
                    edges.Add((from, decision[from] is null ? "Done" : random.Next(2) == 0 ? "True" : "False", to));
                }
            }

            var activities = Enumerable.Range(0, count).Select(i => decision[i] is { } value
                ? $$"""{"id":"n{{i}}","type":"Elsa.FlowDecision","condition":{{(value ? "true" : "false")}}}"""
                : Bench.Line($"n{i}")).OrderBy(_ => random.Next()).ToList();
            var chart = Bench.Chart(activities, string.Join(' ', edges.OrderBy(_ => random.Next()).Select(e => $"n{e.From}.{e.Port}>n{e.To}")), """ "start":"n0" """);
            var bench = new Bench().Load(Bench.Definition(chart));

            await bench.RunToEndAsync();

            var runs = new bool[count];
            runs[0] = true;
            for (var i = 1; i < count; i++)
            {
                runs[i] = edges.Exists(e => e.To == i && runs[e.From] && (decision[e.From] is not { } value || e.Port == value.ToString()));
            }

            bench.Last.SubStatus.Should().Be(WorkflowSubStatus.Finished, $"seed {seed}");
            bench.Lines.Should().BeEquivalentTo(Enumerable.Range(0, count).Where(i => runs[i] && decision[i] is null).Select(i => $"n{i}"), $"seed {seed}");
        }
    }

    [Theory]
    [InlineData("Cascade", "c")]
    [InlineData("Race", "c")]
    [InlineData("Merge", "c")]
    [InlineData("Converge", "c")]
    public async Task TokenMode_MergeMode_DecidesHowOftenTheTargetRuns(string mode, string expected)
    {
        var target = Bench.Line("c")[..^1] + $$""","customProperties":{"mergeMode":"{{mode}}"} }""";
        var bench = new Bench().Load(Bench.Definition(Bench.Chart(
            ["""{"id":"s","type":"Elsa.Start"}""", Bench.Line("a"), Bench.Line("b"), target], "s>a s>b a>c b>c")));

        await bench.RunToEndAsync(prepare: s => s.Properties["Flowchart:ExecutionMode"] = "TokenBased");

        bench.Lines.Where(l => l == "c").Should().Equal(expected.Split(' '));
        bench.Last.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task CounterMode_LoopWithJoinInside_RunsEachRoundOnce()
    {
        var bench = new Bench().Load(Bench.Definition(Bench.Chart(
            [
                """{"id":"s","type":"Elsa.Start"}""", Bench.Line("a"), Bench.Line("b"), Bench.Line("c"), Bench.Line("end"),
                $$"""{"id":"set","type":"Elsa.SetVariable","variable":{"id":"n"},"value":{{Bench.Js("getN() + 1")}} }""",
                $$"""{"id":"again","type":"Elsa.FlowDecision","condition":{{Bench.Js("getN() < 3")}} }""",
            ],
            "s>a s>b a>c b>c c>set set>again again.True>s again.False>end"), """ "variables":[{"id":"n","name":"n","typeName":"Int32","value":0}] """));

        await bench.RunToEndAsync();

        bench.Why.Should().BeEmpty();
        string.Join(' ', bench.Lines).Should().Be("a b c a b c a b c end");
        bench.Last.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public void Compile_ChartOfThousandsOfActivitiesWithLoops_Compiles()
    {
        var activities = Enumerable.Range(0, 3000).Select(i => Bench.Line($"n{i}")).ToList();
        var edges = string.Join(' ', Enumerable.Range(0, 2999).Select(i => $"n{i}>n{i + 1}" + (i % 3 == 2 ? $" n{i}>n{i - 2}" : string.Empty)));

        new Bench().Load(Bench.Definition(Bench.Chart(activities, edges))).Graph.Activities.Should().HaveCount(3002);
    }
}
