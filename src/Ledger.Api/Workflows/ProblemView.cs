using System.Globalization;
using Ledger.Foundation.Texts;
using Ledger.Workflows.Definitions;

namespace Ledger.Api.Workflows;

/// <summary>A problem of a definition as a person reads it: the text in the caller's language.</summary>
internal sealed record ProblemView(
    string Code, ProblemSeverity Severity, string Place, string? ActivityId, string? ActivityName, string Message)
{
    /// <summary>The view of a problem.</summary>
    public static ProblemView Of(DefinitionProblem problem, MessageCatalog texts, CultureInfo culture) => new(
        problem.Code, problem.Severity, problem.Place, problem.ActivityId, problem.ActivityName,
        texts.Find(problem.Code, culture, problem.Arguments) ?? problem.Message);
}
