using System.Text.Json.Nodes;
using Ledger.Workflows.Instances;

namespace Ledger.Workflows.Tests.Expressions;

/// <summary>What scripts see and change (elsa-semantics.md §6.4).</summary>
[Trait("row", "W4")]
public sealed class ScriptTests
{
    private const string Variables =
        """ "variables":[{"id":"a","name":"counter","typeName":"Int32","value":"2"},{"id":"b","name":"Text","typeName":"String","value":"abc"},{"id":"c","name":"Bag","typeName":"Object","value":{"n":[1,2,{"x":"y"}]}}] """;

    [Theory]
    [InlineData("getCounter() + 1", "3")]
    [InlineData("return getCounter() * 10;", "20")]
    [InlineData("getCounter() > 1", "true")]
    [InlineData("!getText() || getText() === 'abc'", "true")]
    [InlineData("variables.counter + variables.Text", "2abc")]
    [InlineData("getBag().n[2].x", "y")]
    [InlineData("`${getText()} has \"${getText().length}\" signs\nand ${`nested ${1 + 1}`}`", "abc has \"3\" signs\nand nested 2")]
    [InlineData("[1, 2, 3].map(x => x * 2).filter((x, i) => { return x > 2; }).join('-')", "4-6")]
    [InlineData("const f = (a) => a + 1\nvar g = 5\nf(g)", "6")]
    [InlineData("let total = 0; for (var i = 0; i < 5; i++) { total += i; } total", "10")]
    [InlineData("'a/b'.replace(/\\//g, '`')", "a`b")]
    [InlineData("getWorkflowDefinitionId() + getWorkflowInstanceId()", "d17")]
    [InlineData("getVariable('Text').toUpperCase()", "ABC")]
    [InlineData("getInput('Name') + getName()", "AnaAna")]
    [InlineData("JSON.stringify({a: [1, null, 'x'], b: true})", "{\"a\":[1,null,\"x\"],\"b\":true}")]
    [InlineData("toJson(JSON.parse('{\"a\":1.5}'))", "{\"a\":1.5}")]
    [InlineData("isNullOrWhiteSpace('  ') && isNullOrEmpty('')", "true")]
    [InlineData("new Date(0)", "1970-01-01T00:00:00.0000000+00:00")]
    [InlineData("0.1 + 0.2 > 0.3", "true")]
    [InlineData("null", "")]
    public async Task Evaluate_Script_GivesTheValue(string script, string expected)
    {
        var bench = new Bench().Load(Bench.Definition(
            $$"""{"id":"w1","type":"Elsa.WriteLine","text":{{Bench.Js(script)}}}""", Variables + ""","inputs":[{"name":"Name","type":"String"}]"""));

        await bench.RunToEndAsync(new JsonObject { ["Name"] = "Ana" });

        bench.Incidents.Select(i => i.Exception.Message).Should().BeEmpty();
        bench.Lines.Should().Equal(expected);
    }

    [Fact]
    public async Task Evaluate_ScriptThatSets_ChangesVariablesAndRun()
    {
        var bench = new Bench().Load(Bench.Definition(
            $$"""
            {"type":"Elsa.Sequence","activities":[
              {"type":"Elsa.RunJavaScript","script":{{Bench.Js("setCounter(getCounter() + 5); variables.Text = 'new'; setVariable('Bag', [1]); setCorrelationId('k'); setWorkflowInstanceName('n');")}}},
              {"type":"Elsa.WriteLine","text":{{Bench.Js("getCounter() + getText() + getBag().length + getCorrelationId() + getWorkflowInstanceName()")}}}]}
            """, Variables));

        await bench.RunToEndAsync();

        bench.Lines.Should().Equal("7new1kn");
        (bench.State.CorrelationId, bench.State.Name).Should().Be(("k", "n"));
    }

    // elsa-semantics.md §18.15
    [Fact]
    public async Task Evaluate_ScriptThatOnlyReadsVariables_DoesNotWriteThemBack()
    {
        var bench = new Bench().Load(Bench.Definition(
            $$"""{"type":"Elsa.RunJavaScript","script":{{Bench.Js("var seen = variables.counter; setCounter(9); seen")}}}""", Variables));

        await bench.RunToEndAsync();

        bench.State.Variables().Single(v => v.Name == "counter").Value!.GetValue<long>().Should().Be(9, "the read-only use of variables.counter must not undo what setCounter wrote");
    }

    [Fact]
    public async Task Evaluate_OutputOfAnEarlierBurst_IsStillThere()
    {
        var bench = new Bench().Load(Bench.Definition(
            $$"""
            {"type":"Elsa.Sequence","activities":[
              {"id":"js1","name":"Calc","type":"Elsa.RunJavaScript","script":{{Bench.Js("40 + 2")}}},
              {"type":"Elsa.Delay","timeSpan":{"typeName":"TimeSpan","expression":{"type":"Literal","value":"00:00:05"} } },
              {"type":"Elsa.WriteLine","text":{{Bench.Js("getResultFromCalc() + '/' + getOutputFrom('Calc', 'Result') + '/' + getLastResult()")}}}]}
            """));

        await bench.RunToEndAsync();

        bench.Lines.Should().Equal("42/42/42");
    }

    [Fact]
    public async Task Evaluate_KeyThatNumbersOfScriptsCannotHold_IsATextAndKeepsItsDigits()
    {
        var bench = new Bench().Load(Bench.Definition(
            $$"""{"type":"Elsa.RunJavaScript","script":{{Bench.Js("setOther(getId())")}}}""",
            """ "variables":[{"id":"a","name":"Id","typeName":"Int64","value":"9007199254740993"},{"id":"b","name":"Other","typeName":"Int64"}] """));

        await bench.RunToEndAsync();

        bench.State.Variables().Single(v => v.Name == "Other").Value!.GetValue<long>().Should().Be(9007199254740993);
    }
}
