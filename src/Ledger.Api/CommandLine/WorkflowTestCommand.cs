using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Ledger.Api.Hosting;
using Ledger.Api.Http;
using Ledger.Api.Scenarios;
using Ledger.Foundation.Texts;
using Ledger.Workflows.Definitions;

namespace Ledger.Api.CommandLine;

/// <summary>
/// <c>ledger workflows test [FILES]</c>: runs the scenarios that stand beside definitions (features.md W10). It needs no data
/// folder and touches none.
/// </summary>
internal static class WorkflowTestCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Globals globals)
    {
        var files = new Argument<string[]>("files") { Description = globals.Text("cli.workflows.test.files"), Arity = ArgumentArity.ZeroOrMore };
        var name = new Option<string?>("--name") { Description = globals.Text("cli.workflows.test.name"), HelpName = "NAME" };
        var keep = new Option<bool>("--keep") { Description = globals.Text("cli.workflows.test.keep") };
        var junit = new Option<string?>("--junit") { Description = globals.Text("cli.workflows.test.junit"), HelpName = "FILE" };
        var command = new Command("test", globals.Text("cli.workflows.test")) { files, name, keep, junit };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var output = new CommandOutput(parse.GetValue(globals.Json));
            var texts = Texts();
            try
            {
                var named = parse.GetValue(files) ?? [];
                return await RunAsync(
                    new Call(globals, output, texts, Definitions(named), parse.GetValue(name), parse.GetValue(keep), parse.GetValue(junit)), cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                return output.Refuse(globals, exception, texts);
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        await using var services = new ServiceCollection().AddScenarios().BuildServiceProvider();
        var runner = services.GetRequiredService<ScenarioRunner>();
        var lines = new List<TestLine>();
        foreach (var file in call.Files)
        {
            var scenarios = DefinitionFiles.ScenariosOf(file);
            if (!File.Exists(scenarios))
            {
                continue;
            }

            lines.AddRange(await RunFileAsync(call, runner, file, scenarios, cancellationToken));
        }

        if (lines.Count == 0 && call.Name is not null)
        {
            throw new RequestRefusedException(404, "scenario.not-found", $"There is no scenario {call.Name}.", call.Name);
        }

        call.Output.List(
            lines,
            (call.Globals.Text("column.file"), l => Path.GetFileName(l.File)),
            (call.Globals.Text("column.scenario"), l => l.Scenario),
            (call.Globals.Text("column.result"), l => call.Globals.Text(l.Passed ? "scenario.result.passed" : "scenario.result.failed")),
            (call.Globals.Text("column.milliseconds"), l => l.Milliseconds));
        foreach (var line in lines.Where(l => !l.Passed))
        {
            Tell(call, line);
        }

        foreach (var line in lines.Where(l => l.Folder is not null))
        {
            call.Output.Say($"{line.Scenario}: {line.Folder}");
        }

        if (call.Junit is { } junit)
        {
            JUnit(lines).Save(junit);
        }

        return lines.TrueForAll(l => l.Passed) ? ExitCodes.Ok : ExitCodes.Inconsistent;
    }

    private static async Task<IEnumerable<TestLine>> RunFileAsync(Call call, ScenarioRunner runner, string file, string scenarios, CancellationToken cancellationToken)
    {
        var (read, problems) = ScenarioReader.Read(await File.ReadAllTextAsync(scenarios, cancellationToken));
        if (problems.Count > 0)
        {
            return [Line(call, scenarios, new ScenarioResult("-", false, 0, problems, []), null)];
        }

        var lines = ScenarioReader.LinesOf(await File.ReadAllTextAsync(scenarios, cancellationToken));
        var others = DefinitionFiles.In(Path.GetDirectoryName(Path.GetFullPath(file))!).Where(f => Path.GetFullPath(f) != Path.GetFullPath(file)).Select(ReadDefinition);
        var results = await runner.RunAsync(
            ReadDefinition(file), [.. others.OfType<JsonObject>()], read!, call.Name, call.Keeps, null, cancellationToken);
        return results.Select(r => Line(call, scenarios, r, lines));
    }

    private static TestLine Line(Call call, string file, ScenarioResult result, Dictionary<string, int>? lines) => new(
        file, result.Name, result.Passed, result.Milliseconds,
        [.. result.Problems.Select(p => ScenarioProblemView.Of(p, call.Texts, call.Globals.Culture, lines))], result.Path, result.Folder);

    // What failed, with both sides one under the other.
    private static void Tell(Call call, TestLine line)
    {
        call.Output.Say(string.Empty);
        call.Output.Say($"✗ {Path.GetFileName(line.File)}: {line.Scenario}");
        foreach (var problem in line.Problems)
        {
            call.Output.Say($"  {Path.GetFileName(line.File)}:{problem.Line?.ToString(CultureInfo.InvariantCulture) ?? "?"} {problem.Place}");
            call.Output.Say($"    {problem.Message}");
            if (problem.Expected is not null)
            {
                call.Output.Say($"    - {Indented(problem.Expected)}");
                call.Output.Say($"    + {Indented(problem.Actual ?? "–")}");
            }
        }
    }

    private static string Indented(string text) => text.Replace("\n", "\n      ", StringComparison.Ordinal);

    private static XDocument JUnit(IReadOnlyList<TestLine> lines) => new(new XElement(
        "testsuites",
        lines.GroupBy(l => Path.GetFileName(l.File)).Select(g => new XElement(
            "testsuite",
            new XAttribute("name", g.Key), new XAttribute("tests", g.Count()), new XAttribute("failures", g.Count(l => !l.Passed)),
            g.Select(l => new XElement(
                "testcase",
                new XAttribute("name", l.Scenario), new XAttribute("classname", g.Key),
                new XAttribute("time", (l.Milliseconds / 1000m).ToString(CultureInfo.InvariantCulture)),
                l.Problems.Select(p => new XElement("failure", new XAttribute("message", $"{p.Place}: {p.Message}"), $"- {p.Expected}\n+ {p.Actual}"))))))));

    private static IReadOnlyList<string> Definitions(IReadOnlyList<string> named)
    {
        if (named.Count == 0)
        {
            var folder = Path.Combine(AppContext.BaseDirectory, "workflows-json");
            return Directory.Exists(folder) ? [.. DefinitionFiles.In(folder)] : [];
        }

        // Both files of a pair name it.
        var definitions = named.Select(f => f.EndsWith(DefinitionFiles.ScenarioEnding, StringComparison.OrdinalIgnoreCase)
            ? f[..^DefinitionFiles.ScenarioEnding.Length] + ".json" : f).Distinct(StringComparer.Ordinal).ToList();
        var missing = definitions.Find(f => !File.Exists(f)) ?? definitions.Select(DefinitionFiles.ScenariosOf).FirstOrDefault(f => !File.Exists(f));
        return missing is null ? definitions : throw new RequestRefusedException(404, "file.not-found", $"There is no file {missing}.", missing);
    }

    private static JsonObject ReadDefinition(string file)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(file)) as JsonObject
                ?? throw new RequestRefusedException(422, "file.not-json", $"{file} holds no JSON object.", file, "{}");
        }
        catch (System.Text.Json.JsonException exception)
        {
            throw new RequestRefusedException(422, "file.not-json", exception.Message, file, exception.Message);
        }
    }

    private static MessageCatalog Texts()
    {
        var texts = new MessageCatalog();
        foreach (var marker in HostModules.Texts)
        {
            texts.Add(marker);
        }

        return texts;
    }

    private sealed record Call(
        Globals Globals, CommandOutput Output, MessageCatalog Texts, IReadOnlyList<string> Files, string? Name, bool Keeps, string? Junit);

    private sealed record TestLine(
        string File, string Scenario, bool Passed, long Milliseconds, IReadOnlyList<ScenarioProblemView> Problems, IReadOnlyList<string> Path, string? Folder);
}
