using System.CommandLine;
using Ledger.Workflows.Retention;
using Ledger.Workflows.Watchdog;

namespace Ledger.Api.CommandLine;

/// <summary><c>ledger retention run</c> and <c>ledger watchdog run</c>: what the server does by itself, now.</summary>
internal static class RetentionCommands
{
    /// <summary><c>ledger retention run</c>.</summary>
    public static Command Create(Globals globals)
    {
        var run = new Command("run", globals.Text("cli.retention.run"));
        run.SetAction(globals.In(async (session, _, cancellationToken) =>
        {
            var archived = await session.Get<IRetention>().RunAsync(cancellationToken);
            session.Output.Write(new { Archived = archived }, r => session.Text("cli.retention.done", r.Archived));
            return ExitCodes.Ok;
        }));
        return new Command("retention", globals.Text("cli.retention")) { run };
    }

    /// <summary><c>ledger watchdog run</c>.</summary>
    public static Command CreateWatchdog(Globals globals)
    {
        var run = new Command("run", globals.Text("cli.watchdog.run"));
        run.SetAction(globals.In(async (session, _, cancellationToken) =>
        {
            var findings = await session.Get<IWatchdog>().RunAsync(cancellationToken);
            session.Output.List(
                findings,
                (session.Text("column.result"), f => f.Kind), (session.Text("column.instance"), f => f.InstanceId),
                (session.Text("column.message"), f => f.Detail), (session.Text("column.repaired"), f => f.Repaired));
            return findings.All(f => f.Repaired) ? ExitCodes.Ok : ExitCodes.Inconsistent;
        }));
        return new Command("watchdog", globals.Text("cli.watchdog")) { run };
    }
}
