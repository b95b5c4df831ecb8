namespace Ledger.Domain.Folios;

/// <summary>A mail about folios, ready to be sent (F5).</summary>
/// <param name="Key">The same for the same end, request, language and day: it is sent only once.</param>
/// <param name="To">The recipients that read its language.</param>
/// <param name="Subject">One line of plain text.</param>
/// <param name="Html">The text; what came from data is escaped.</param>
/// <param name="TemplateProblem">Why the company's own template could not be used and the one that comes with Ledger was; null when it could.</param>
public sealed record FolioLetter(string Key, IReadOnlyList<string> To, string Subject, string Html, string? TemplateProblem);
