using System.CommandLine;
using Ledger.Api.Operations;

namespace Ledger.Api.CommandLine;

/// <summary><c>ledger migrate</c>: brings the database to this version and shows its state. Every command migrates first.</summary>
internal static class MigrateCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Globals globals)
    {
        var command = new Command("migrate", globals.Text("cli.migrate"));
        command.SetAction(globals.In(async (session, _, _) =>
        {
            session.Output.Write(
                await SystemEndpoints.ReadAsync(session.Database),
                state => session.Text("cli.migrate.done", state.Database, state.DatabaseBytes / 1024));
            return ExitCodes.Ok;
        }));
        return command;
    }
}
