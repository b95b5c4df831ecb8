namespace Ledger.Api.Processes.Forms;

/// <summary>What is wrong with what stands in a field, and what to do about it.</summary>
/// <param name="Field">The input.</param>
/// <param name="Code">The text <c>page.start.problem.CODE</c> says it.</param>
/// <param name="Arguments">The values of that text.</param>
internal sealed record FieldProblem(string Field, string Code, params object?[] Arguments);
