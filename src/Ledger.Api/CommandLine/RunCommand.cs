using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Workflows.Instances;

namespace Ledger.Api.CommandLine;

/// <summary><c>ledger run DEFINITION --input name=value</c>: starts an instance and, with --wait, follows it to its end or to where it waits for people.</summary>
internal static class RunCommand
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(300);

    /// <summary>The command.</summary>
    public static Command Create(Globals globals)
    {
        var definition = new Argument<string>("definition") { Description = globals.Text("cli.run.definition") };
        var input = new Option<string[]>("--input") { Description = globals.Text("cli.run.input"), HelpName = "name=value|@file.json", AllowMultipleArgumentsPerToken = true };
        var correlation = new Option<string?>("--correlation") { Description = globals.Text("cli.run.correlation") };
        var wait = new Option<bool>("--wait") { Description = globals.Text("cli.run.wait") };
        var command = new Command("run", globals.Text("cli.run")) { definition, input, correlation, wait };
        command.SetAction(globals.In(
            async (session, parse, cancellationToken) =>
            {
                var caller = await session.CallerAsync(Policies.Runs);
                var started = await session.Get<IWorkflowRuntime>().StartAsync(
                    new StartWorkflow(parse.GetValue(definition)!, caller.Actor)
                    {
                        Input = ReadInput(parse.GetValue(input) ?? []),
                        CorrelationId = parse.GetValue(correlation),
                    },
                    cancellationToken);
                var queries = session.Get<IInstanceQueries>();
                var summary = parse.GetValue(wait)
                    ? await FollowAsync(session, queries, caller.Company, started.InstanceId, cancellationToken)
                    : (await queries.FindAsync(caller.Company, started.InstanceId, cancellationToken))?.Summary;
                session.Output.Write(summary!, s => session.Text("cli.run.state", s.Id, s.DefinitionId, s.SubStatus));
                return summary!.SubStatus is WorkflowSubStatus.Faulted or WorkflowSubStatus.Cancelled ? ExitCodes.Refused : ExitCodes.Ok;
            },
            engine: true));
        return command;
    }

    /// <summary>Inputs from <c>name=value</c> (JSON when it parses, else text) and <c>@file.json</c> (an object).</summary>
    public static JsonObject ReadInput(IEnumerable<string> parts)
    {
        var input = new JsonObject();
        foreach (var part in parts)
        {
            if (part.StartsWith('@'))
            {
                foreach (var (name, value) in ReadFile(part[1..]))
                {
                    input[name] = value?.DeepClone();
                }

                continue;
            }

            var split = part.IndexOf('=', StringComparison.Ordinal);
            if (split <= 0)
            {
                throw new RequestRefusedException(400, "cli.input-malformed", $"{part} is not name=value.", part);
            }

            input[part[..split]] = ParseValue(part[(split + 1)..]);
        }

        return input;
    }

    private static JsonObject ReadFile(string path)
    {
        if (!File.Exists(path))
        {
            throw new RequestRefusedException(404, "file.not-found", $"There is no file {path}.", path);
        }

        try
        {
            return JsonNode.Parse(File.ReadAllText(path)) as JsonObject
                ?? throw new RequestRefusedException(400, "file.not-json", $"{path} holds no JSON object.", path, "{}");
        }
        catch (System.Text.Json.JsonException exception)
        {
            throw new RequestRefusedException(400, "file.not-json", $"{path} is not JSON.", path, exception.Message);
        }
    }

    private static JsonNode? ParseValue(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (System.Text.Json.JsonException)
        {
            return JsonValue.Create(text); // plain text needs no quotes
        }
    }

    private static Task<InstanceSummary> FollowAsync(
        CommandSession session, IInstanceQueries queries, long companyId, long instanceId, CancellationToken cancellationToken) =>
        session.Output.ProgressAsync(session.Text("cli.run.progress"), async progress =>
        {
            while (true)
            {
                var detail = await queries.FindAsync(companyId, instanceId, cancellationToken)
                    ?? throw new RequestRefusedException(404, "instance.not-found", $"There is no instance {instanceId}.", instanceId);
                foreach (var step in detail.Progress)
                {
                    progress.Report((step.Done, step.Total ?? step.Done));
                }

                if (detail.Summary.SubStatus is not (WorkflowSubStatus.Pending or WorkflowSubStatus.Executing or WorkflowSubStatus.Interrupted))
                {
                    return detail.Summary;
                }

                await Task.Delay(LookAgain, cancellationToken);
            }
        });
}
