namespace Ledger.Workflows.Definitions;

/// <summary>Why a definition is refused, with the place.</summary>
/// <param name="Code">A stable code such as <c>activity.unknown</c>; the key of the es/en text.</param>
/// <param name="Place">Where: the activity's id or name, the connection, the property.</param>
/// <param name="Message">The reason and the remedy, in English; texts for people come from the code.</param>
/// <param name="Arguments">The values that the translated text names, in order.</param>
public sealed record DefinitionProblem(string Code, string Place, string Message, params object?[] Arguments);
