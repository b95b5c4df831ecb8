using Ledger.Workflows.Activities;
using Ledger.Workflows.Definitions;

namespace Ledger.Workflows.Moves;

/// <summary>What a move would meet: said once for each step.</summary>
internal sealed class MoveFindings
{
    private readonly List<DefinitionProblem> _all = [];

    public IReadOnlyList<DefinitionProblem> Problems => [.. _all.Where(p => p.IsError)];

    public IReadOnlyList<DefinitionProblem> Warnings => [.. _all.Where(p => !p.IsError)];

    /// <summary>Something that keeps the instance from moving.</summary>
    public void Refuse(string code, Activity? step, string message, params object?[] arguments) =>
        Add(ProblemSeverity.Error, code, step, message, arguments);

    /// <summary>Something a person should know.</summary>
    public void Warn(string code, Activity? step, string message, params object?[] arguments) =>
        Add(ProblemSeverity.Warning, code, step, message, arguments);

    /// <summary>A step as people know it.</summary>
    public static string NameOf(Activity step) => DisplayTextOf(step) is { Length: > 0 } text ? text : step.Name is { Length: > 0 } name ? name : step.Id;

    private static string? DisplayTextOf(Activity step) =>
        Graph.Json.Object(step.Source, "metadata") is { } metadata ? Graph.Json.Text(metadata, "displayText") : null;

    private void Add(ProblemSeverity severity, string code, Activity? step, string message, object?[] arguments)
    {
        var place = step?.NodeId ?? string.Empty;
        if (_all.Exists(p => p.Code == code && p.Place == place && p.Arguments.SequenceEqual(arguments)))
        {
            return;
        }

        _all.Add(new DefinitionProblem(code, place, message, arguments)
        {
            Severity = severity,
            ActivityId = step?.Id,
            ActivityName = step is null ? null : NameOf(step),
        });
    }
}
