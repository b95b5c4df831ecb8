using System.CommandLine;
using Ledger.Api.Operations;

namespace Ledger.Api.CommandLine;

/// <summary><c>ledger codes</c>: every refusal code of this version.</summary>
internal static class CodesCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Globals globals)
    {
        var command = new Command("codes", globals.Text("cli.codes"));
        command.SetAction(parse =>
        {
            new CommandOutput(parse.GetValue(globals.Json)).List(
                RefusalCodes.All(), (globals.Text("column.code"), c => c.Code), ("es", c => c.Spanish), ("en", c => c.English));
            return ExitCodes.Ok;
        });
        return command;
    }
}
