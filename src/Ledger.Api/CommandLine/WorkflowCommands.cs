using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Api.Http;
using Ledger.Api.Workflows;
using Ledger.Workflows;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Validation;
using Microsoft.Extensions.Options;

namespace Ledger.Api.CommandLine;

/// <summary><c>ledger workflows check [FILES]</c>: what is wrong with definitions, before anybody publishes them.</summary>
internal static class WorkflowCommands
{
    /// <summary>The command.</summary>
    public static Command Create(Globals globals) => new("workflows", globals.Text("cli.workflows")) { CreateCheck(globals), WorkflowTestCommand.Create(globals) };

    private static Command CreateCheck(Globals globals)
    {
        var files = new Argument<string[]>("files") { Description = globals.Text("cli.workflows.files"), Arity = ArgumentArity.ZeroOrMore };
        var strict = new Option<bool>("--strict") { Description = globals.Text("cli.workflows.strict") };
        var check = new Command("check", globals.Text("cli.workflows.check")) { files, strict };
        check.SetAction(globals.In(async (session, parse, cancellationToken) =>
        {
            var lines = await CheckAsync(session, WorkflowFiles.Find(session, parse.GetValue(files) ?? []), cancellationToken);
            session.Output.List(
                lines,
                (session.Text("column.file"), l => l.File),
                (session.Text("column.result"), l => session.Text("check." + l.Result)),
                (session.Text("column.code"), l => l.Code),
                (session.Text("column.activity"), l => l.ActivityName ?? l.Place),
                (session.Text("column.message"), l => l.Message));
            var fails = lines.Exists(l => l.Result == CheckLine.Error || (l.Result == CheckLine.Warning && parse.GetValue(strict)));
            return fails ? ExitCodes.Inconsistent : ExitCodes.Ok;
        }));
        return check;
    }

    private static async Task<List<CheckLine>> CheckAsync(CommandSession session, IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        // The files may name each other, as they may in the folder they come from.
        var definitions = files.Select(file => (File: file, Definition: Read(file, out var problem), Problem: problem)).ToList();
        var together = definitions.Select(d => d.Definition).OfType<JsonObject>().ToList();
        var validator = session.Get<IDefinitionValidator>();
        var lines = new List<CheckLine>();
        foreach (var (file, definition, problem) in definitions)
        {
            var problems = definition is null ? [problem!] : await validator.ValidateAsync(definition, together, cancellationToken);
            lines.AddRange(problems.Select(p => CheckLine.Of(file, ProblemView.Of(p, session.Texts, session.Globals.Culture))));
            if (problems.Count == 0)
            {
                lines.Add(new CheckLine(file, CheckLine.Ok, string.Empty, string.Empty, null, null, string.Empty));
            }
        }

        return lines;
    }

    private static JsonObject? Read(string file, out DefinitionProblem? problem)
    {
        problem = null;
        try
        {
            if (JsonNode.Parse(File.ReadAllText(file)) is JsonObject definition)
            {
                return definition;
            }

            problem = new DefinitionProblem("file.not-json", file, "The file holds no JSON object.", file, "{}");
        }
        catch (System.Text.Json.JsonException exception)
        {
            problem = new DefinitionProblem("file.not-json", file, exception.Message, file, exception.Message);
        }

        return null;
    }

    /// <summary>A line of the answer: a problem, or that there is none.</summary>
    private sealed record CheckLine(
        string File, string Result, string Code, string Place, string? ActivityId, string? ActivityName, string Message)
    {
        public const string Ok = "ok";
        public const string Error = "error";
        public const string Warning = "warning";

        public static CheckLine Of(string file, ProblemView problem) => new(
            file, problem.Severity == ProblemSeverity.Error ? Error : Warning, problem.Code, problem.Place,
            problem.ActivityId, problem.ActivityName, problem.Message);
    }
}
