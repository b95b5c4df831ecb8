namespace Ledger.Api.Scenarios;

/// <summary>Why scenarios cannot be read, or what of one did not come true; the text comes from the code.</summary>
/// <param name="Code">A stable code.</param>
/// <param name="Place">Where: the path in the scenarios' JSON, such as <c>$.scenarios[0].steps[2]</c>.</param>
/// <param name="Line">The line of that place, from 1; null when it is not known.</param>
/// <param name="Arguments">The values that the text names.</param>
internal sealed record ScenarioProblem(string Code, string Place, int? Line, params object?[] Arguments)
{
    /// <summary>What was expected, as text; null when nothing is compared.</summary>
    public string? Expected { get; init; }

    /// <summary>What was found.</summary>
    public string? Actual { get; init; }
}
