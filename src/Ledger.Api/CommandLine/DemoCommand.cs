using System.CommandLine;
using Ledger.Api.Demo;
using Ledger.Api.Hosting;
using Ledger.Foundation;

namespace Ledger.Api.CommandLine;

/// <summary><c>ledger demo</c>: the demo company, served; <c>--headless</c>: the whole cycle walked through the API with a crash in the middle.</summary>
internal static class DemoCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Globals globals)
    {
        var headless = new Option<bool>("--headless") { Description = globals.Text("cli.demo.headless") };
        var urls = new Option<string?>("--urls") { Description = globals.Text("cli.serve.urls"), HelpName = "URL" };
        var command = new Command("demo", globals.Text("cli.demo")) { headless, urls };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var folder = parse.GetValue(globals.Data)!;
            if (parse.GetValue(headless))
            {
                return await new DemoWalk(globals, new CommandOutput(parse.GetValue(globals.Json)), folder).RunAsync(cancellationToken);
            }

            if (ServerLock.Find(folder) is null)
            {
                await PrepareAsync(globals, folder, cancellationToken);
            }

            return await ServeCommand.RunAsync(globals, folder, parse.GetValue(urls), url => SayAsync(globals, url), cancellationToken);
        });
        return command;
    }

    /// <summary>Creates the demo company where it is missing.</summary>
    public static async Task<long> PrepareAsync(Globals globals, string folder, CancellationToken cancellationToken)
    {
        await using var host = await LedgerHost.CreateAsync(
            new HostSettings { DataFolder = folder, Serves = false, RunsEngine = false, IsQuiet = true }, cancellationToken);
        var company = new DemoCompany(host.Services.GetRequiredService<LedgerDatabase>());
        return (await new CommandOutput(false).ProgressAsync(
            globals.Text("cli.demo.creating"),
            progress => company.EnsureAsync(Path.Combine(AppContext.BaseDirectory, "demo"), progress))).CompanyId;
    }

    private static Task SayAsync(Globals globals, string url) => Console.Out.WriteLineAsync(globals.Text(
        "cli.demo.ready", DemoCompany.CompanyRut, url, DemoPeople.Password,
        string.Join('\n', DemoPeople.All.Select(p => $"  {p.UserName,-14} {p.Role,-14} {p.DisplayName}"))));
}
