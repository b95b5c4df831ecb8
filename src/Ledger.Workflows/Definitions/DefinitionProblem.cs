namespace Ledger.Workflows.Definitions;

/// <summary>What is wrong with a definition, or doubtful, with the place (features.md W1).</summary>
/// <param name="Code">A stable code such as <c>activity.unknown</c>; the key of the es/en text.</param>
/// <param name="Place">Where: the activity's id or name, the connection, the property.</param>
/// <param name="Message">The reason and the remedy, in English; texts for people come from the code.</param>
/// <param name="Arguments">The values that the translated text names, in order.</param>
public sealed record DefinitionProblem(string Code, string Place, string Message, params object?[] Arguments)
{
    /// <summary>An error keeps the definition from being published, a warning does not.</summary>
    public ProblemSeverity Severity { get; init; } = ProblemSeverity.Error;

    /// <summary>The id of the activity to look at; null when it is about the definition as a whole.</summary>
    /// <remarks>For a problem inside a definition that is used as an activity, it is the activity of this definition.</remarks>
    public string? ActivityId { get; init; }

    /// <summary>What people see on that activity in the designer: its display text, else its name, else its id.</summary>
    public string? ActivityName { get; init; }

    /// <summary>True for an error.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsError => Severity == ProblemSeverity.Error;
}
