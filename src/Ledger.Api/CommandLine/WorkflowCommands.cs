using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Api.Http;
using Ledger.Workflows;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Validation;
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
        check.SetAction(globals.In(async (session, parse, cancellationToken) =>
        {
            var named = parse.GetValue(files) ?? [];
            var results = new List<(string File, IReadOnlyList<DefinitionProblem> Problems)>();
            foreach (var file in named.Length > 0 ? named : Defaults(session))
            {
                results.Add(await CheckAsync(session, file, cancellationToken));
            }

            session.Output.List(
                results.SelectMany(r => r.Problems.Count == 0
                    ? [new CheckLine(r.File, "ok", "", "")]
                    : r.Problems.Select(p => new CheckLine(
                        r.File, p.Code, p.Place, session.Texts.Find(p.Code, globals.Culture, p.Arguments) ?? p.Message))).ToList(),
                (session.Text("column.file"), l => l.File),
                (session.Text("column.result"), l => l.Code),
                (session.Text("column.place"), l => l.Place),
                (session.Text("column.message"), l => l.Message));
            return results.Exists(r => r.Problems.Any(p => p.IsError)) ? ExitCodes.Inconsistent : ExitCodes.Ok;
        }));
        return new Command("workflows", globals.Text("cli.workflows")) { check };
    }

    private static IEnumerable<string> Defaults(CommandSession session)
    {
        var folder = session.Get<IOptions<WorkflowOptions>>().Value.DefinitionsFolder;
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal) : [];
    }

    private static async Task<(string File, IReadOnlyList<DefinitionProblem> Problems)> CheckAsync(
        CommandSession session, string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            throw new RequestRefusedException(404, "file.not-found", $"There is no file {file}.", file);
        }

        try
        {
            return (file, JsonNode.Parse(await File.ReadAllTextAsync(file, cancellationToken)) is JsonObject definition
                ? await session.Get<IDefinitionValidator>().ValidateAsync(definition, cancellationToken)
                : [new DefinitionProblem("file.not-json", file, "The file holds no JSON object.", file, "{}")]);
        }
        catch (System.Text.Json.JsonException exception)
        {
            return (file, [new DefinitionProblem("file.not-json", file, exception.Message, file, exception.Message)]);
        }
    }

    private sealed record CheckLine(string File, string Code, string Place, string Message);
}
