namespace Ledger.Workflows.Expressions;

/// <summary>A script failed or went beyond a limit; trying again would end the same way.</summary>
public sealed class ScriptException : WorkflowException
{
    internal ScriptException(string code, string message, params object?[] arguments)
        : base(code, message, arguments)
    {
    }
}
