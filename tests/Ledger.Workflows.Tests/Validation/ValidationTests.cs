using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Foundation.Texts;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Validation;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;
using static Ledger.Workflows.Tests.Validation.Draft;

namespace Ledger.Workflows.Tests.Validation;

/// <summary>What is wrong with a definition is said before it runs, with the step, in both languages (W1).</summary>
[Trait("row", "W1")]
public sealed class ValidationTests(ITestOutputHelper output) : IAsyncLifetime
{
    private PeopleHost _host = null!;

    public static IEnumerable<object[]> Cases => RuleCases.All.Select((c, i) => new object[] { i, c.Code });

    public async Task InitializeAsync()
    {
        _host = await PeopleHost.CreateAsync(DatabaseKind.Sqlite, services => services.AddSingleton<IDefinitionSurroundings, Town>());
        await _host.ImportAsync(Of(Step("l", "WriteLine", "text=x"), id: "other"));
        await _host.Definitions.SaveDraftAsync(Of(Step("l", "WriteLine", "text=x"), id: "draft"), PeopleHost.Owner);
        await _host.ImportAsync(Of(Step("l", "WriteLine", "text=x"), """{"inputs":[{"name":"file","type":"String","isRequired":true}]}""", "needy"));
        await _host.ImportAsync(Of(Step("h", "HttpEndpoint", "path=taken").Trigger(), id: "web"));
        await _host.Definitions.SaveDraftAsync(Of(Step("c", "DispatchWorkflow", "workflowDefinitionId=p"), id: "calls-p"), PeopleHost.Owner);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Validate_Rule_IsToldWhenBrokenAndOnlyThen(int number, string code)
    {
        var rule = RuleCases.All.ElementAt(number);

        var bad = await ProblemsAsync(rule.Bad);
        var good = await ProblemsAsync(rule.Good);

        bad.Should().Contain(p => p.Code == code, Said(bad));
        var found = bad.First(p => p.Code == code);
        found.IsError.Should().Be(rule.IsError);
        found.ActivityId.Should().Be(rule.ActivityId);
        good.Should().NotContain(p => p.Code == code, Said(good)).And.NotContain(p => p.IsError, Said(good));
    }

    [Fact]
    public async Task Validate_EachProblem_HasItsTextInBothLanguagesAndNamesTheStep()
    {
        var texts = _host.Get<MessageCatalog>();
        foreach (var rule in RuleCases.All)
        {
            var problem = (await ProblemsAsync(rule.Bad)).First(p => p.Code == rule.Code);

            foreach (var culture in new[] { CultureInfo.GetCultureInfo("es"), CultureInfo.GetCultureInfo("en") })
            {
                var text = texts.Find(problem.Code, culture, problem.Arguments);
                text.Should().NotBeNull(problem.Code).And.NotContain("{0}", problem.Code);
                problem.Message.Should().NotBeEmpty();
            }

            problem.ActivityName.Should().Be(problem.ActivityId, "these steps have no other name");
        }
    }

    [Fact]
    public async Task Validate_StepWithDisplayText_IsNamedByIt()
    {
        var definition = Of(Task("t", "candidateRoles=-"));
        definition["root"]!["metadata"] = new JsonObject { ["displayText"] = "Autorizar" };

        var problem = (await ProblemsAsync(definition)).First(p => p.Code == "task.nobody");

        (problem.ActivityId, problem.ActivityName).Should().Be(("t", "Autorizar"));
        problem.Message.Should().Contain("Autorizar");
    }

    [Fact]
    public async Task Validate_NoDefinitionAtAll_IsAProblemAndNoException()
    {
        var problems = await ProblemsAsync(new JsonObject { ["definitionId"] = "no good!" });

        problems.Should().ContainSingle().Which.Code.Should().Be("definition.id-invalid");
    }

    [Fact]
    public async Task Validate_UnknownActivity_IsToldAloneAndNotItsConsequences()
    {
        var problems = await ProblemsAsync(Of(Chart("s>x x>e", Step("s", "Start"), Step("x", "No.Such"), Step("e", "End"))));

        problems.Should().ContainSingle(Said(problems)).Which.Code.Should().Be("activity.unknown");
    }

    [Fact]
    public async Task Validate_ScriptThatCannotBeParsed_SaysLineAndColumn()
    {
        var problems = await ProblemsAsync(Of(Step("l", "WriteLine", "text=js:var a = 1;\nvar b = = 2;\na + b")));

        problems.Single(p => p.IsError).Message.Should().Contain("(2:9)");
    }

    [Fact]
    public async Task Publish_WithErrors_IsRefusedAndWarningsAreKeptWithTheDraft()
    {
        await _host.Definitions.SaveDraftAsync(Of(Chart("s>e", Step("s", "Start"), Step("e", "End"), Step("l", "WriteLine", "text=x"))), PeopleHost.Owner);
        (await _host.Definitions.FindAsync("p", "Latest"))!.ProblemsJson.Should().Contain("step.unreachable");

        var refusal = await _host.Definitions.Invoking(d => d.PublishAsync("p", PeopleHost.Owner)).Should().ThrowAsync<DefinitionRefusedException>();

        refusal.Which.Problems.Should().ContainSingle().Which.Should().Match<DefinitionProblem>(p => p.Code == "step.unreachable" && p.ActivityId == "l");
        await _host.Definitions.SaveDraftAsync(Of(Step("i", "If", "condition=true")), PeopleHost.Owner);
        var published = await _host.Definitions.PublishAsync("p", PeopleHost.Owner);
        published.IsPublished.Should().BeTrue();
        published.ProblemsJson.Should().Contain("decision.constant").And.Contain("Warning");
    }

    [Fact]
    public async Task Import_WithErrors_IsStoredButNotPublished()
    {
        var import = await _host.ImportAsync(Of(Task("t", "candidateRoles=-"), id: "q"));

        (import.Published, import.Changed).Should().Be((false, true));
        import.Problems.Should().Contain(p => p.Code == "task.nobody").And.OnlyContain(p => p.IsError);
    }

    [Fact]
    public async Task Validate_FilesThatNameEachOther_AreCheckedTogether()
    {
        var parent = Of(Step("x", "DispatchWorkflow", "workflowDefinitionId=beside"));
        var beside = Of(Step("l", "WriteLine", "text=x"), id: "beside");

        var problems = await _host.Get<IDefinitionValidator>().ValidateAsync(parent, [parent, beside]);

        problems.Should().BeEmpty(Said(problems));
    }

    [Fact]
    public async Task Validate_ElsasSamples_HaveNoFalseErrors()
    {
        if (ElsaData.Folder is not { } folder)
        {
            output.WriteLine("SKIPPED: there is no shared/data/elsa beside the repository.");
            return;
        }

        foreach (var group in Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories).GroupBy(Path.GetDirectoryName))
        {
            var together = group.Select(f => JsonNode.Parse(File.ReadAllText(f))!.AsObject()).ToList();
            foreach (var file in group.Where(f => !f.EndsWith("bad-cron-expression.json", StringComparison.Ordinal)))
            {
                var problems = await _host.Get<IDefinitionValidator>().ValidateAsync(JsonNode.Parse(File.ReadAllText(file))!.AsObject(), together);
                problems.Where(p => p.IsError).Should().BeEmpty(file);
            }
        }
    }

    [Fact]
    public async Task Validate_ThreeHundredSteps_IsMeasured()
    {
        var steps = Enumerable.Range(0, 300).Select(i => i % 5 == 4
            ? Task("t" + i, "title=js:'Task ' + variables.Count + getInput('amount')")
            : Step("t" + i, "WriteLine", "text=js:'Line ' + getLabel()")).ToArray();
        var edges = string.Join(' ', Enumerable.Range(0, 299).Select(i => i % 5 == 4 ? $"t{i}.Yes>t{i + 1} t{i}.No>t{i - 4}" : $"t{i}>t{i + 1}"));
        var definition = Of(Chart(edges, steps));
        await ProblemsAsync((JsonObject)definition.DeepClone());

        IReadOnlyList<DefinitionProblem> problems = [];
        var times = new List<double>();
        for (var i = 0; i < 10; i++)
        {
            var watch = Stopwatch.StartNew();
            problems = await ProblemsAsync(definition);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        var compile = Stopwatch.StartNew();
        _host.Get<Ledger.Workflows.Graph.GraphCompiler>().Compile(definition, _host.Get<Ledger.Workflows.Graph.ActivityRegistry>(), Ledger.Workflows.Graph.DefinitionSet.Empty);
        output.WriteLine($"300 steps: {times.Min():0.0} ms at best, {times[0]:0.0} ms the first time; compiling alone {compile.Elapsed.TotalMilliseconds:0.0} ms");

        problems.Should().NotContain(p => p.IsError, Said(problems));
    }

    private async Task<IReadOnlyList<DefinitionProblem>> ProblemsAsync(JsonObject definition) =>
        await _host.Get<IDefinitionValidator>().ValidateAsync(definition);

    private static string Said(IEnumerable<DefinitionProblem> problems) =>
        string.Join("; ", problems.Select(p => $"{p.Severity} {p.Code} {p.Place}: {p.Message}")).Replace("{", "{{").Replace("}", "}}");

    private sealed class Town : IDefinitionSurroundings
    {
        public Task<SurroundingFacts> ReadAsync(IReadOnlyCollection<string> users, CancellationToken cancellationToken = default)
        {
            var people = new Dictionary<string, long> { ["ana"] = 1, ["berta"] = 2 };
            return System.Threading.Tasks.Task.FromResult(new SurroundingFacts
            {
                Roles = ["Operator", "Approver", "Auditor"],
                Holders = new Dictionary<string, IReadOnlyCollection<long>> { ["Operator"] = [1, 2], ["Approver"] = [1] },
                Users = people.Where(p => users.Contains(p.Key)).ToDictionary(),
                Forms = ["payment"],
            });
        }
    }
}
