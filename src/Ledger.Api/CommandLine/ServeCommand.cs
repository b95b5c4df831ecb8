using System.CommandLine;
using Ledger.Api.Hosting;
using Ledger.Api.Http;
using Ledger.Api.Setup;
using Ledger.Foundation.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Ledger.Api.CommandLine;

/// <summary><c>ledger serve</c>: the HTTP API and the engine, until stopped.</summary>
internal static class ServeCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Globals globals)
    {
        var urls = new Option<string?>("--urls") { Description = globals.Text("cli.serve.urls"), HelpName = "URL" };
        var command = new Command("serve", globals.Text("cli.serve")) { urls };
        command.SetAction((parse, cancellationToken) => RunAsync(globals, parse.GetValue(globals.Data)!, parse.GetValue(urls), null, cancellationToken));
        return command;
    }

    /// <summary>Serves until the process is told to stop; refuses a second server on the same folder.</summary>
    /// <param name="globals">The texts.</param>
    /// <param name="folder">The data folder.</param>
    /// <param name="urls">Where to listen, or null for the configured addresses.</param>
    /// <param name="onStarted">What to do when it listens, with its address.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<int> RunAsync(
        Globals globals, string folder, string? urls, Func<string, Task>? onStarted, CancellationToken cancellationToken)
    {
        using var only = ServerLock.TryTake(folder);
        if (only is null)
        {
            var other = ServerLock.Find(folder);
            throw new RequestRefusedException(409, "server.running", "Another server runs on this folder.", other?.Url, other?.ProcessId);
        }

        await using var app = await LedgerHost.CreateAsync(new HostSettings { DataFolder = folder, Urls = urls }, cancellationToken);
        await app.StartAsync(cancellationToken);
        var url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        only.Announce(new RunningServer(
            Environment.ProcessId, url, app.Services.GetRequiredService<NodeLease>().Number,
            app.Services.GetRequiredService<TimeProvider>().GetUtcNow()));
        await Console.Out.WriteLineAsync(globals.Text("cli.serve.listening", url));
        if (await app.Services.GetRequiredService<FirstSetup>().IsOpenAsync())
        {
            await Console.Out.WriteLineAsync(globals.Text("cli.serve.first-visit", url, app.Services.GetRequiredService<SetupCode>().Text));
        }

        if (onStarted is not null)
        {
            await onStarted(url);
        }

        await app.WaitForShutdownAsync(cancellationToken);
        return ExitCodes.Ok;
    }
}
