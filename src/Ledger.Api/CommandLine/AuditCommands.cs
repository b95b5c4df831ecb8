using System.CommandLine;
using Ledger.Foundation.Auditing;

namespace Ledger.Api.CommandLine;

/// <summary><c>ledger audit verify</c> (features.md W14).</summary>
internal static class AuditCommands
{
    /// <summary>The command.</summary>
    public static Command Create(Globals globals)
    {
        var verify = new Command("verify", globals.Text("cli.audit.verify"));
        verify.SetAction(globals.In(async (session, _, cancellationToken) =>
        {
            var results = await AuditVerifier.VerifyAsync(session.Database, cancellationToken);
            session.Output.List(
                results,
                (session.Text("column.company"), r => r.CompanyId),
                (session.Text("column.entries"), r => r.EntryCount),
                (session.Text("column.result"), r => r.Break is null ? session.Text("cli.audit.intact") : session.Text("cli.audit.broken", r.Break.Sequence, r.Break.Kind)));
            return results.All(r => r.Break is null) ? ExitCodes.Ok : ExitCodes.Inconsistent;
        }));
        return new Command("audit", globals.Text("cli.audit")) { verify };
    }
}
