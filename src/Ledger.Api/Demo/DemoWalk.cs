using Ledger.Api.CommandLine;

namespace Ledger.Api.Demo;

/// <summary>Walks the whole cycle.</summary>
internal sealed class DemoWalk(Globals globals, CommandOutput output, string folder)
{
    /// <summary>Runs it.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await DemoCommand.PrepareAsync(globals, folder, cancellationToken);
        output.Say(folder);
        return ExitCodes.Ok;
    }
}
