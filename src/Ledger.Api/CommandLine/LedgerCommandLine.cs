using System.CommandLine;

namespace Ledger.Api.CommandLine;

/// <summary>The command line: <c>ledger COMMAND …</c>.</summary>
internal static class LedgerCommandLine
{
    /// <summary>Parses and runs; returns the exit code (<see cref="ExitCodes"/>).</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var globals = new Globals(args);
        var root = Create(globals);
        var parse = root.Parse(args);
        if (parse.Errors.Count > 0)
        {
            foreach (var error in parse.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }

            await Console.Error.WriteLineAsync(globals.Text("cli.see-help", $"ledger {CommandPath(parse)} --help".Replace("  ", " ", StringComparison.Ordinal)));
            return ExitCodes.Usage;
        }

        try
        {
            return await parse.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
            });
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
        catch (Exception exception)
        {
            return new CommandOutput(args.Contains("--json")).Refuse(globals, exception, null);
        }
    }

    /// <summary>All commands, for the parser and for the test that compares them with the README.</summary>
    public static RootCommand Create(Globals globals) => new(globals.Text("cli.root"))
    {
        globals.Data, globals.Json, globals.User, globals.Company, globals.Lang,
        ServeCommand.Create(globals),
        DemoCommand.Create(globals),
        MigrateCommand.Create(globals),
        RunCommand.Create(globals),
        TaskCommands.CreateList(globals),
        TaskCommands.Create(globals),
        ImportCommands.Create(globals),
        FolioCommands.Create(globals),
        ScheduleCommands.Create(globals),
        WorkflowCommands.Create(globals),
        AuditCommands.Create(globals),
        RetentionCommands.Create(globals),
        RetentionCommands.CreateWatchdog(globals),
        UserCommands.CreateSetup(globals),
        UserCommands.Create(globals),
        CodesCommand.Create(globals),
        BenchCommand.Create(globals),
    };

    private static string CommandPath(ParseResult parse)
    {
        var names = new List<string>();
        for (var result = parse.CommandResult; result.Parent is System.CommandLine.Parsing.CommandResult parent; result = parent)
        {
            names.Insert(0, result.Command.Name);
        }

        return string.Join(' ', names);
    }
}
