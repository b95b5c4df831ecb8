using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Ledger.Workflows.Expressions;

/// <summary>What one evaluation of a script may use: time, memory, stack.</summary>
internal sealed class ScriptLimits(WorkflowOptions options)
{
    /// <summary>The most elements a built-in function may be let loose on in one call.</summary>
    public const int ElementsMax = 200_000;

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly long _allocated = GC.GetAllocatedBytesForCurrentThread();

    public WorkflowOptions Options { get; } = options;

    /// <exception cref="ScriptException">A limit is passed.</exception>
    public void Check()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw RecursionTooDeep();
        }

        if (GC.GetAllocatedBytesForCurrentThread() - _allocated > Options.ScriptMemoryMax)
        {
            throw TooMuchMemory();
        }

        if (Stopwatch.GetElapsedTime(_start) > Options.ScriptTimeMax)
        {
            throw TooMuchTime();
        }
    }

    /// <summary>Refuses before a built-in function makes a text of that many characters.</summary>
    public void CheckText(double characters)
    {
        if (characters * sizeof(char) > Options.ScriptMemoryMax)
        {
            throw TooMuchMemory();
        }
    }

    public void CheckElements(double elements)
    {
        if (elements > ElementsMax)
        {
            throw new ScriptException("script.too-many-elements", $"The script works on more than {ElementsMax} elements at once.", ElementsMax);
        }
    }

    public ScriptException TooMuchTime() =>
        new("script.time-limit", $"The script ran longer than {Options.ScriptTimeMax.TotalSeconds:0.###} seconds.", Options.ScriptTimeMax.TotalSeconds);

    public ScriptException TooManyStatements() =>
        new("script.statement-limit", $"The script executed more than {Options.ScriptStatementsMax} statements.", Options.ScriptStatementsMax);

    public ScriptException TooMuchMemory() =>
        new("script.memory-limit", $"The script needs more than {Options.ScriptMemoryMax >> 20} MiB of memory.", Options.ScriptMemoryMax >> 20);

    public ScriptException RecursionTooDeep() =>
        new("script.recursion-limit", "The functions of the script call each other too deep.");
}
