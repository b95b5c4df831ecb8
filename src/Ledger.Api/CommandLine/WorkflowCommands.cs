using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Api.Http;
using Ledger.Workflows;
using Ledger.Workflows.Definitions;
using Microsoft.Extensions.Options;

namespace Ledger.Api.CommandLine;

/// <summary><c>ledger workflows check [FILES]</c>: what would keep definitions from being published.</summary>
internal static class WorkflowCommands
{
    /// <summary>The command.</summary>
    public static Command Create(Globals globals)
    {
        var files = new Argument<string[]>("files") { Description = globals.Text("cli.workflows.files"), Arity = ArgumentArity.ZeroOrMore };
        var check = new Command("check", globals.Text("cli.workflows.check")) { files };
        check.SetAction(globals.In((session, parse, _) =>
        {
            var named = parse.GetValue(files) ?? [];
            var results = (named.Length > 0 ? named : Defaults(session)).Select(file => Check(session, file)).ToList();
            session.Output.List(
                results.SelectMany(r => r.Problems.Count == 0
                    ? [new CheckLine(r.File, "ok", "", "")]
                    : r.Problems.Select(p => new CheckLine(
                        r.File, p.Code, p.Place, session.Texts.Find(p.Code, globals.Culture, p.Arguments) ?? p.Message))).ToList(),
                (session.Text("column.file"), l => l.File),
                (session.Text("column.result"), l => l.Code),
                (session.Text("column.place"), l => l.Place),
                (session.Text("column.message"), l => l.Message));
            return Task.FromResult(results.All(r => r.Problems.Count == 0) ? ExitCodes.Ok : ExitCodes.Inconsistent);
        }));
        return new Command("workflows", globals.Text("cli.workflows")) { check };
    }

    private static IEnumerable<string> Defaults(CommandSession session)
    {
        var folder = session.Get<IOptions<WorkflowOptions>>().Value.DefinitionsFolder;
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal) : [];
    }

    private static (string File, IReadOnlyList<DefinitionProblem> Problems) Check(CommandSession session, string file)
    {
        if (!File.Exists(file))
        {
            throw new RequestRefusedException(404, "file.not-found", $"There is no file {file}.", file);
        }

        try
        {
            return (file, JsonNode.Parse(File.ReadAllText(file)) is JsonObject definition
                ? session.Get<IDefinitions>().Check(definition)
                : [new DefinitionProblem("file.not-json", file, "The file holds no JSON object.", file, "{}")]);
        }
        catch (System.Text.Json.JsonException exception)
        {
            return (file, [new DefinitionProblem("file.not-json", file, exception.Message, file, exception.Message)]);
        }
    }

    private sealed record CheckLine(string File, string Code, string Place, string Message);
}
