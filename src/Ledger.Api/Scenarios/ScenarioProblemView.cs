using System.Globalization;
using Ledger.Foundation.Texts;

namespace Ledger.Api.Scenarios;

/// <summary>What of a scenario did not come true, as a person reads it.</summary>
internal sealed record ScenarioProblemView(string Code, string Place, int? Line, string Message, string? Expected, string? Actual)
{
    /// <summary>The view of a problem; the line is that of its place, or of what is around it.</summary>
    public static ScenarioProblemView Of(ScenarioProblem problem, MessageCatalog texts, CultureInfo culture, IReadOnlyDictionary<string, int>? lines) => new(
        problem.Code, problem.Place, problem.Line ?? LineOf(problem.Place, lines),
        texts.Find(problem.Code, culture, problem.Arguments) ?? problem.Code, problem.Expected, problem.Actual);

    private static int? LineOf(string place, IReadOnlyDictionary<string, int>? lines)
    {
        for (var at = place; lines is not null && at.Length > 0;)
        {
            if (lines.TryGetValue(at, out var line))
            {
                return line;
            }

            var cut = Math.Max(at.LastIndexOf('.'), at.LastIndexOf('['));
            at = cut > 0 ? at[..cut] : string.Empty;
        }

        return null;
    }
}
