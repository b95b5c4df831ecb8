namespace Ledger.Workflows.Execution;

/// <summary>An input of a step could not be evaluated; the message names activity, input and cause.</summary>
public sealed class InputEvaluationException : WorkflowException
{
    internal InputEvaluationException(string input, string activity, WorkflowException cause)
        : base("input.evaluation-failed", $"Failed to evaluate activity input '{input}' of {activity}: {cause.Message}", cause, input, activity, cause.Message)
    {
    }
}
