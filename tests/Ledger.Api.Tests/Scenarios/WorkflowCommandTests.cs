using System.Text.Json.Nodes;
using System.Xml.Linq;
using Ledger.Api.CommandLine;

namespace Ledger.Api.Tests.Scenarios;

/// <summary><c>ledger workflows check</c> and <c>ledger workflows test</c> on files (W1, W10).</summary>
[Collection("console")]
[Trait("row", "W10")]
public sealed class WorkflowCommandTests : IDisposable
{
    private const string Line = """{"definitionId":"w","name":"w","root":{"id":"l","type":"Elsa.WriteLine","text":{"expression":{"type":"Literal","value":"x"}}}}""";
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-cli-").FullName;

    [Fact]
    public async Task Check_ErrorsAndWarnings_EndWithFiveOnlyWhereTheyCount()
    {
        Write("good.json", Line);
        Write("doubtful.json", """{"definitionId":"d","name":"d","root":{"id":"i","type":"Elsa.If","condition":{"expression":{"type":"Literal","value":true}}}}""");
        Write("bad.json", """{"definitionId":"b","name":"b","root":{"id":"t","type":"Ledger.HumanTask","title":{"expression":{"type":"Literal","value":"x"}}}}""");
        Write("good.scenarios.json", "not read as a definition");

        var good = await RunAsync("workflows", "check", File("good.json"), "--lang", "en");
        var doubtful = await RunAsync("workflows", "check", File("doubtful.json"));
        var strict = await RunAsync("workflows", "check", File("doubtful.json"), "--strict");
        var bad = await RunAsync("workflows", "check", File("good.json"), File("bad.json"), "--json", "--lang", "es");

        (good.Code, doubtful.Code, strict.Code, bad.Code).Should().Be((ExitCodes.Ok, ExitCodes.Ok, ExitCodes.Inconsistent, ExitCodes.Inconsistent));
        good.Output.Should().Contain("ok");
        var problem = JsonNode.Parse(bad.Output)!.AsArray().Single(l => (string)l!["result"]! == "error")!;
        ((string)problem["code"]!, (string)problem["activityId"]!).Should().Be(("task.nobody", "t"));
        ((string)problem["message"]!).Should().Contain("Nadie puede");
    }

    [Fact]
    public async Task Test_OneScenarioFails_EndsWithFiveAndSaysTheLineAndBothWays()
    {
        Write("w.json", Line);
        Write("w.scenarios.json", "{\"scenarios\":[\n{\"name\":\"good\",\"start\":{},\"expect\":{\"path\":[\"l\"]}},\n{\"name\":\"bad\",\"start\":{},\n\"expect\":{\"path\":[\"x\"]}}]}");

        var all = await RunAsync("workflows", "test", File("w.json"), "--lang", "en", "--junit", File("out.xml"));
        var one = await RunAsync("workflows", "test", File("w.scenarios.json"), "--name", "good", "--json");
        var none = await RunAsync("workflows", "test", File("w.json"), "--name", "nobody");

        (all.Code, one.Code, none.Code).Should().Be((ExitCodes.Inconsistent, ExitCodes.Ok, ExitCodes.NotFound));
        all.Output.Should().Contain("w.scenarios.json:4 $.scenarios[1].expect.path").And.Contain("- x").And.Contain("+ l");
        ((bool)JsonNode.Parse(one.Output)![0]!["passed"]!).Should().BeTrue();
        var suite = XDocument.Load(File("out.xml")).Descendants("testsuite").Should().ContainSingle().Which;
        ((int)suite.Attribute("tests")!, (int)suite.Attribute("failures")!).Should().Be((2, 1));
    }

    [Fact]
    public async Task Test_ScenariosThatCannotBeRead_EndWithFiveAndTheLine()
    {
        Write("w.json", Line);
        Write("w.scenarios.json", "{\"scenarios\":[\n{\"nmae\":\"x\"}]}");

        var ran = await RunAsync("workflows", "test", File("w.json"), "--lang", "es");

        ran.Code.Should().Be(ExitCodes.Inconsistent);
        ran.Output.Should().Contain("«nmae»").And.Contain("w.scenarios.json:2");
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private string File(string name) => Path.Combine(_folder, name);

    private void Write(string name, string text) => System.IO.File.WriteAllText(File(name), text);

    private async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        var output = Console.Out;
        using var written = new StringWriter();
        Console.SetOut(written);
        try
        {
            return (await LedgerCommandLine.RunAsync([.. arguments, "--data", Path.Combine(_folder, "data")]), written.ToString());
        }
        finally
        {
            Console.SetOut(output);
        }
    }
}
