using Ledger.Foundation;
using Ledger.Workflows.Tests.Runtime;

namespace Ledger.Workflows.Tests.Weaknesses;

/// <summary>A process that dies at a commit: everything it had in memory is gone, what was on disk stays.</summary>
internal sealed class Crash : Exception
{
    /// <summary>Lets the process die at the so-many-th commit from now, on the given side of it, and at each one after.</summary>
    public static void At(RuntimeHost host, int commit, CommitPoint point)
    {
        var count = 0;
        host.Database.Faults = at =>
        {
            if (at == CommitPoint.Before)
            {
                count++;
            }

            if (count > commit || (count == commit && (at == point || at == CommitPoint.After)))
            {
                throw new Crash();
            }
        };
    }

    /// <summary>Runs something in the dying process; whatever it throws is lost with it.</summary>
    public static async Task DieAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Crash)
        {
            // The process is dead: nobody hears of it.
            return;
        }
    }

    /// <summary>Starts the process again.</summary>
    public static RuntimeHost Restart(RuntimeHost host)
    {
        host.Database.Faults = null;
        return host.Another();
    }
}
