using System.CommandLine;
using System.Diagnostics;
using Ledger.Api.Http;

namespace Ledger.Api.CommandLine;

/// <summary><c>ledger bench [filter]</c>: runs tests/Ledger.Benchmarks, which is built from the source beside this program.</summary>
internal static class BenchCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Globals globals)
    {
        var filter = new Argument<string[]>("filter") { Description = globals.Text("cli.bench.filter"), Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("bench", globals.Text("cli.bench")) { filter };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var root = Environment.GetEnvironmentVariable("LEDGER_HOME");
            var project = root is null ? null : Path.Combine(root, "tests", "Ledger.Benchmarks");
            if (project is null || !Directory.Exists(project))
            {
                throw new RequestRefusedException(404, "bench.no-source", "The benchmarks need the source: run ./ledger bench in the repository.");
            }

            using var process = Process.Start(new ProcessStartInfo(
                "dotnet", ["run", "-c", "Release", "--project", project, "--", .. parse.GetValue(filter) ?? []]))!;
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode;
        });
        return command;
    }
}
