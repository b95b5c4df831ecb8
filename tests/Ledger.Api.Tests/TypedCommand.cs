using Ledger.Api.CommandLine;

namespace Ledger.Api.Tests;

/// <summary>A command as a person types it, with what it wrote. The console is shared: only tests of the collection "console" may.</summary>
internal static class TypedCommand
{
    public static async Task<(int Code, string Output, string Error)> RunAsync(string folder, params string[] arguments)
    {
        var (output, error) = (Console.Out, Console.Error);
        using var written = new StringWriter();
        using var complained = new StringWriter();
        Console.SetOut(written);
        Console.SetError(complained);
        try
        {
            var code = await LedgerCommandLine.RunAsync([.. arguments, "--data", folder]);
            return (code, written.ToString(), complained.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }
}
