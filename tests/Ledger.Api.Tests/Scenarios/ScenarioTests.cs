using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Ledger.Api.Hosting;
using Ledger.Api.Scenarios;
using Ledger.Foundation.Texts;

namespace Ledger.Api.Tests.Scenarios;

/// <summary>What a scenario can do and expect, and how it says what did not come true (W10).</summary>
[Trait("row", "W10")]
public sealed class ScenarioTests(ScenarioBench bench) : IClassFixture<ScenarioBench>
{
    private static JsonObject TwoSteps => Definition(
        """
        {"id":"f","type":"Elsa.Flowchart","start":"s","activities":[
          {"id":"s","type":"Elsa.Start"},
          {"id":"ask","type":"Ledger.HumanTask","title":{"expression":{"type":"Literal","value":"Decide"}},
           "candidateRoles":{"expression":{"type":"Object","value":"[\"Operator\"]"}},"outcomes":{"expression":{"type":"Object","value":"[\"Yes\",\"No\"]"}},
           "outcome":{"memoryReference":{"id":"v"}}},
          {"id":"pause","type":"Elsa.Delay","timeSpan":{"expression":{"type":"Literal","value":"2.00:00:00"}}},
          {"id":"out","type":"Elsa.SetOutput","outputName":{"expression":{"type":"Literal","value":"answer"}},"outputValue":{"expression":{"type":"Variable","value":{"id":"v","name":"Answer"}}}},
          {"id":"e","type":"Elsa.End"}],
         "connections":[{"source":"s","target":"ask"},{"source":"ask","sourcePort":"Yes","target":"pause"},{"source":"ask","sourcePort":"No","target":"e"},{"source":"pause","target":"out"}]}
        """,
        """[{"id":"v","name":"Answer","typeName":"String"}]""", """[{"name":"answer","type":"String"}]""");

    private static JsonObject Calls => Definition(
        """
        {"id":"f","type":"Elsa.Flowchart","start":"call","activities":[
          {"id":"call","type":"Elsa.FlowSendHttpRequest","url":{"expression":{"type":"Literal","value":"https://bank.example/pay"}},"method":{"expression":{"type":"Literal","value":"POST"}},
           "content":{"expression":{"type":"Object","value":"{\"amount\":5}"}},"expectedStatusCodes":{"expression":{"type":"Object","value":"[201]"}}},
          {"id":"good","type":"Elsa.End"},{"id":"bad","type":"Elsa.End"}],
         "connections":[{"source":"call","sourcePort":"201","target":"good"},{"source":"call","sourcePort":"Unmatched status code","target":"bad"},{"source":{"activity":"call","port":"Failed to connect"},"target":{"activity":"bad"}}]}
        """);

    [Fact]
    public async Task Run_AnswerTimeOutputPath_ComeTrue()
    {
        var result = await bench.RunOneAsync(TwoSteps,
            """
            {"name":"yes","start":{"by":"ana"},"steps":[
              {"expect":{"tasks":[{"task":"ask","title":"Decide","outcomes":["Yes","No"]}]}},
              {"answer":"Decide","by":"oscar","outcome":"Yes"},
              {"advance":"1.23:59:59"},{"expect":{"status":"Suspended","tasks":[]}},{"advance":"00:00:01"}],
             "expect":{"status":"Finished","path":["s","ask","pause","out"],"output":{"answer":"Yes"},"variables":{"Answer":"Yes"}}}
            """);

        result.Problems.Should().BeEmpty();
        result.Passed.Should().BeTrue();
        result.Path.Should().Equal("s", "ask", "pause", "out");
    }

    [Fact]
    public async Task Run_ExpectationsThatFail_SayWhereWhatAndBothWays()
    {
        var result = await bench.RunOneAsync(TwoSteps,
            """
            {"name":"no","start":{"by":"ana"},"steps":[{"answer":"ask","by":"ana","outcome":"No"}],
             "expect":{"status":"Suspended","path":["s","ask","pause"],"output":{"answer":"Yes"},"books":{"massPayments":[{"state":"Paid"}]}}}
            """);

        result.Passed.Should().BeFalse();
        result.Problems.Select(p => (p.Code, p.Place)).Should().Equal(
            ("scenario.differs", "$.scenarios[0].expect.status"),
            ("scenario.path-differs", "$.scenarios[0].expect.path"),
            ("scenario.differs", "$.scenarios[0].expect.output.answer"),
            ("scenario.differs", "$.scenarios[0].expect.books.massPayments"));
        var path = result.Problems[1];
        (path.Expected, path.Actual).Should().Be(("s → ask → pause", "s → ask → e"));
        Text(path, "en").Should().Be("The way differs from step 3 on: “pause” was expected, it was “e”.");
        Text(path, "es").Should().Contain("pause").And.NotBe(Text(path, "en"));
    }

    [Theory]
    [InlineData("""{"answer":"nobody","by":"ana","outcome":"Yes"}""", "scenario.task-missing")]
    [InlineData("""{"answer":"ask","by":"beto","outcome":"Yes"}""", "scenario.step-refused")]
    [InlineData("""{"answer":"ask","by":"ana","outcome":"Maybe"}""", "scenario.step-refused")]
    [InlineData("""{"answer":"ask","by":"ana","outcome":"Yes","refused":"task.excluded"}""", "scenario.not-refused")]
    [InlineData("""{"answer":"ask","by":"zoe","outcome":"Yes"}""", "scenario.person-unknown")]
    [InlineData("""{"retry":"ask"}""", "scenario.incident-missing")]
    [InlineData("""{"resumeSchedule":"x"}""", "scenario.schedule-missing")]
    [InlineData("""{"given":[{"invoice":{"supplier":"x","number":1,"total":1}}]}""", "scenario.supplier-unknown")]
    [InlineData("""{"file":{"name":"../x","lines":[]}}""", "scenario.file-name")]
    [InlineData("""{"start":{"input":{"nope":1}}}""", "scenario.step-refused")]
    [InlineData("""{"expect":{"books":{"moon":[]}}}""", "scenario.probe-unknown")]
    public async Task Run_StepThatCannotBeDone_IsAProblemAtItsPlace(string step, string code)
    {
        var result = await bench.RunOneAsync(TwoSteps, "{\"name\":\"x\",\"start\":{\"by\":\"ana\"},\"steps\":[" + step + "]}");

        var problem = result.Problems.Should().ContainSingle().Which;
        problem.Code.Should().Be(code);
        problem.Place.Should().StartWith("$.scenarios[0].steps[0]");
        Text(problem, "es").Should().NotBeNull().And.NotBe(Text(problem, "en"));
    }

    [Fact]
    public async Task Run_IncidentNobodyExpected_FailsTheScenario()
    {
        var broken = Definition("""{"id":"boom","type":"Elsa.Fault","code":{"expression":{"type":"Literal","value":"x.boom"}}}""");

        var silent = await bench.RunOneAsync(broken, """{"name":"a","start":{"by":"ana"}}""");
        var told = await bench.RunOneAsync(broken, """{"name":"b","start":{"by":"ana"},"expect":{"status":"Faulted","incidents":["x.boom"]}}""");

        silent.Problems.Should().ContainSingle().Which.Code.Should().Be("scenario.incident");
        told.Passed.Should().BeTrue();
    }

    [Fact]
    public async Task Run_CallToAnotherServer_IsAnsweredByTheScenarioAndNeverLeaves()
    {
        var answered = await bench.RunOneAsync(Calls,
            """
            {"name":"a","http":[{"when":"POST https://bank.example/pay","status":201,"body":{"id":1}}],"start":{"by":"ana"},
             "expect":{"path":["call","good"],"calls":[{"method":"POST","url":"https://bank.example/pay","body":{"amount":5}}]}}
            """);
        var refused = await bench.RunOneAsync(Calls,
            """{"name":"b","http":[{"when":"POST https://bank.example/pay","fails":true}],"start":{"by":"ana"},"expect":{"path":["call","bad"]}}""");
        var unanswered = await bench.RunOneAsync(Calls,
            """{"name":"c","http":[{"when":"GET https://bank.example/*"}],"start":{"by":"ana"},"expect":{"path":["call","bad"]}}""");
        var unknown = await bench.RunOneAsync(Calls, """{"name":"d","start":{"by":"ana"},"expect":{"incidents":["http.host-not-allowed"]}}""");

        answered.Problems.Should().BeEmpty();
        refused.Problems.Should().BeEmpty();
        unanswered.Problems.Should().ContainSingle().Which.Code.Should().Be("scenario.call-unanswered");
        unknown.Problems.Should().BeEmpty();
    }

    [Fact]
    public async Task Run_CallToAServerThatExists_DoesNotReachIt()
    {
        using var listener = new HttpListener();
        var port = FreePort();
        listener.Prefixes.Add(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}/"));
        listener.Start();
        var reached = listener.GetContextAsync();
        var definition = (JsonObject)JsonNode.Parse(Calls.ToJsonString().Replace("https://bank.example/pay", string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}/pay")))!;

        var result = await bench.RunOneAsync(
            definition, "{\"name\":\"x\",\"http\":[{\"when\":\"POST http://localhost:" + port.ToString(CultureInfo.InvariantCulture) + "/*\",\"status\":201}],\"start\":{\"by\":\"ana\"},\"expect\":{\"path\":[\"call\",\"good\"]}}");

        result.Problems.Should().BeEmpty();
        reached.IsCompleted.Should().BeFalse("the answer came from the scenario");
    }

    [Fact]
    public async Task Run_DefinitionThatCannotBePublished_SaysWhy()
    {
        var result = await bench.RunOneAsync(Definition("""{"id":"a","type":"No.Such"}"""), """{"name":"x"}""");

        result.Problems.Should().ContainSingle().Which.Should().Match<ScenarioProblem>(p => p.Code == "scenario.not-publishable" && p.Arguments.Contains("activity.unknown"));
    }

    [Fact]
    public async Task Run_Twice_EachHasADatabaseOfItsOwn()
    {
        const string scenario = """{"name":"x","given":[{"supplier":{"name":"A"}}],"start":{"by":"ana"},"expect":{"books":{"suppliers":[{"name":"A"}]},"instances":[{"status":"Suspended"}]}}""";

        (await bench.RunOneAsync(TwoSteps, scenario)).Problems.Should().BeEmpty();
        (await bench.RunOneAsync(TwoSteps, scenario)).Problems.Should().BeEmpty();
    }

    [Theory]
    [InlineData("{\n \"scenarios\": [\n  { \"name\": \"a\",\n    \"stpes\": [] } ] }", "scenario.property-unknown", 4)]
    [InlineData("{\n \"scenarios\": [\n  { \"name\": \"a\" },\n  { \"name\": \"a\" } ] }", "scenario.name-twice", 4)]
    [InlineData("{ \"scenarios\": [\n { \"name\": \"a\", \"steps\": [\n  { \"answer\": \"x\", \"advance\": \"1.00:00:00\" } ] } ] }", "scenario.step-actions", 3)]
    [InlineData("{ \"scenarios\": [\n { \"name\": \"a\", \"steps\": [\n  { \"by\": \"x\" } ] } ] }", "scenario.step-actions", 3)]
    [InlineData("{ \"scenarios\": [ { \"name\": \"a\", \"steps\": [\n  { \"advance\": \"soon\" } ] } ] }", "scenario.span-invalid", 2)]
    [InlineData("{ \"scenarios\": [ { \"name\": \"a\",\n  \"now\": \"yesterday\" } ] }", "scenario.time-invalid", 2)]
    [InlineData("{ \"scenarios\": [\n { } ] }", "scenario.unnamed", 2)]
    [InlineData("{ \"scenarios\": [\n { \"name\": \"a\", \"given\": [ { } ] } ] }", "scenario.fixture-kinds", 2)]
    [InlineData("{ \"scenarios\": [\n { \"name\": \"a\", \"steps\": [ { \"answer\": \"x\", \"by\": \"ana\" } ] } ] }", "scenario.outcome-missing", 2)]
    [InlineData("{ \"scenarios\": [\n { \"name\": 5 } ] }", "scenario.json-invalid", 2)]
    [InlineData("{ \"scenarios\": [\n", "scenario.json-invalid", 2)]
    public void Read_Mistake_IsToldWithItsLine(string text, string code, int line)
    {
        var problem = ScenarioReader.Read(text).Problems.Should().ContainSingle().Which;

        (problem.Code, problem.Line).Should().Be((code, line));
        Text(problem, "es").Should().NotBeNull().And.NotBe(Text(problem, "en"));
    }

    private static string? Text(ScenarioProblem problem, string language) =>
        Texts.Find(problem.Code, CultureInfo.GetCultureInfo(language == "es" ? "es-CL" : "en-US"), problem.Arguments);

    private static readonly MessageCatalog Texts = HostModules.Texts.Aggregate(new MessageCatalog(), (texts, marker) => texts.Add(marker));

    private static JsonObject Definition(string root, string variables = "[]", string outputs = "[]") => JsonNode.Parse(
        "{\"definitionId\":\"p\",\"name\":\"p\",\"isPublished\":true,\"variables\":" + variables + ",\"outputs\":" + outputs + ",\"root\":" + root + "}")!.AsObject();

    private static int FreePort()
    {
        using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
